// Options that all charts with an axis of time share.
import type { Calendar, ChartOptions } from "../charts/index.ts";

/** Of a chart of `width`, months 0 to `last`; a year on its axis takes `room` [px]. */
export function timeOptions(
  calendar: Calendar,
  last: number,
  width: number,
  room: number,
): Pick<ChartOptions, "formatAt" | "ticksAt" | "formatTick"> {
  return {
    formatAt: (at) => calendar.date(at),
    ticksAt: calendar.years(last, Math.max(2, Math.floor(width / room))),
    formatTick: (at) => calendar.year(at),
  };
}
