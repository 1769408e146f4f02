// Months of a run as dates. Month 0 is the state at the start; month m is the state after m months.
export interface Calendar {
  /** "2031-01" */
  date(month: number): string;
  /** Months at which a calendar year begins, thinned so that at most `most` are left. */
  years(last: number, most: number): number[];
  /** "2031", of the month that a tick stands at. */
  year(month: number): string;
}

export function calendar(start: string): Calendar {
  const [year = "0", month = "1"] = start.split("-");
  const first = Number(year) * 12 + Number(month) - 1;
  const yearOf = (at: number): number => Math.floor((first + at) / 12);
  return {
    date: (at) => `${yearOf(at)}-${String(((first + at) % 12) + 1).padStart(2, "0")}`,
    year: (at) => String(yearOf(at)),
    years: (last, most) => {
      const beginning = (12 - (first % 12)) % 12;
      const count = Math.floor((last - beginning) / 12) + 1;
      const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
      return Array.from({ length: Math.ceil(count / step) }, (_, index) => beginning + 12 * step * index);
    },
  };
}
