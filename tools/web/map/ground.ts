// The map as small squares: whose land each is, how far its edge is, and what already stands there.
import type { Point } from "./view.ts";

export interface Rectangle {
  x: number; // of its middle [px]
  y: number;
  width: number;
  height: number;
}

const CELL = 3; // [px]
const DIAGONAL = Math.SQRT2;

/** Costs of what stands somewhere, by square: a name over another name is unreadable, one over a road is not. */
export const cost = { taken: 40, line: 3, road: 1, link: 0.3 };

export class Ground {
  private readonly columns: number;
  private readonly rows: number;
  private readonly owner: Int16Array; // index of a country, -1: none
  private readonly stands: Float32Array;
  private readonly edge: Float32Array; // [px] from other land

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.columns = Math.max(1, Math.ceil(width / CELL));
    this.rows = Math.max(1, Math.ceil(height / CELL));
    this.owner = new Int16Array(this.columns * this.rows).fill(-1);
    this.stands = new Float32Array(this.columns * this.rows);
    this.edge = new Float32Array(this.columns * this.rows);
  }

  /** The same land and marks, to put more on. */
  copy(): Ground {
    const other = new Ground(this.width, this.height);
    other.owner.set(this.owner);
    other.stands.set(this.stands);
    other.edge.set(this.edge);
    return other;
  }

  /** Gives a country what lies within its rings. */
  claim(rings: Point[][], country: number): void {
    for (let row = 0; row < this.rows; ++row) {
      const crossings = rings.flatMap((ring) => crossingsOf(ring, (row + 0.5) * CELL)).sort((a, b) => a - b);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const first = Math.max(0, Math.ceil((crossings[k] ?? 0) / CELL - 0.5));
        const last = Math.min(this.columns - 1, Math.floor((crossings[k + 1] ?? 0) / CELL - 0.5));
        this.owner.fill(country, row * this.columns + first, row * this.columns + Math.max(first, last + 1));
      }
    }
  }

  /** After the last claim: how far from other land each square is, over eight neighbours. */
  measure(): void {
    const far = this.columns + this.rows;
    this.edge.fill(far);
    const count = this.edge.length;
    for (const sign of [-1, 1]) {
      for (let k = 0; k < count; ++k) {
        const cell = sign < 0 ? k : count - 1 - k;
        if ((this.owner[cell] ?? -1) < 0) {
          continue; // nobody asks for the room of no land
        }
        this.edge[cell] = Math.min(
          this.edge[cell] ?? far,
          this.beyond(cell, sign, 0, 1),
          this.beyond(cell, 0, sign, 1),
          this.beyond(cell, sign, sign, DIAGONAL),
          this.beyond(cell, -sign, sign, DIAGONAL),
        );
      }
    }
  }

  private beyond(cell: number, across: number, down: number, step: number): number {
    const column = (cell % this.columns) + across;
    const other = cell + across + down * this.columns;
    const isOut = column < 0 || column >= this.columns || other < 0 || other >= this.owner.length;
    return isOut || this.owner[other] !== this.owner[cell] ? step : (this.edge[other] ?? 0) + step;
  }

  /** Squares of a country with their room [px], at most about `most`. */
  spotsOf(country: number, most: number): { point: Point; room: number }[] {
    const cells: number[] = [];
    this.owner.forEach((owner, cell) => {
      if (owner === country) {
        cells.push(cell);
      }
    });
    const stride = Math.max(1, Math.round(Math.sqrt(cells.length / most)));
    const isChosen = (cell: number): boolean =>
      (cell % this.columns) % stride === 0 && Math.floor(cell / this.columns) % stride === 0;
    return cells.filter(isChosen).map((cell) => ({
      point: [((cell % this.columns) + 0.5) * CELL, (Math.floor(cell / this.columns) + 0.5) * CELL],
      room: (this.edge[cell] ?? 0) * CELL,
    }));
  }

  ownerAt([x, y]: Point): number {
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const isOut = column < 0 || row < 0 || column >= this.columns || row >= this.rows;
    return isOut ? -1 : (this.owner[row * this.columns + column] ?? -1);
  }

  /** Points at an even distance over all of the picture. */
  spotsEverywhere(apart: number): Point[] {
    const along = (length: number): number[] =>
      Array.from({ length: Math.max(1, Math.floor(length / apart)) }, (_, i) => (i + 0.5) * apart);
    return along(this.height).flatMap((y) => along(this.width).map((x): Point => [x, y]));
  }

  /** Marks what stands in a rectangle. */
  occupy(rectangle: Rectangle, by = cost.taken): void {
    this.visit(rectangle, (cell) => {
      this.stands[cell] = Math.max(this.stands[cell] ?? 0, by);
    });
  }

  occupyLine([x, y]: Point, [toX, toY]: Point, by: number): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(toX - x, toY - y) / CELL));
    for (let k = 0; k <= steps; ++k) {
      this.occupy({ x: x + ((toX - x) * k) / steps, y: y + ((toY - y) * k) / steps, width: 1, height: 1 }, by);
    }
  }

  /** What a rectangle would cover, per square: what stands there, and `ofLand` of whose land it is (-1: of none). */
  costOf(rectangle: Rectangle, ofLand: (country: number) => number): number {
    let sum = 0;
    const cells = this.visit(rectangle, (cell) => {
      sum += (this.stands[cell] ?? 0) + ofLand(this.owner[cell] ?? -1);
    });
    return (sum + cost.taken * cells.outside) / Math.max(1, cells.inside + cells.outside);
  }

  private visit({ x, y, width, height }: Rectangle, look: (cell: number) => void): { inside: number; outside: number } {
    const [left, right] = [Math.floor((x - width / 2) / CELL), Math.floor((x + width / 2) / CELL)];
    const [top, bottom] = [Math.floor((y - height / 2) / CELL), Math.floor((y + height / 2) / CELL)];
    const count = { inside: 0, outside: 0 };
    for (let row = top; row <= bottom; ++row) {
      for (let column = left; column <= right; ++column) {
        if (row < 0 || column < 0 || row >= this.rows || column >= this.columns) {
          ++count.outside;
        } else {
          ++count.inside;
          look(row * this.columns + column);
        }
      }
    }
    return count;
  }
}

/** Where a closed line crosses a height. */
function crossingsOf(ring: Point[], height: number): number[] {
  return ring.flatMap(([x, y], i) => {
    const [beforeX, beforeY] = ring.at(i - 1) ?? [x, y];
    return y > height === beforeY > height ? [] : [beforeX + ((height - beforeY) * (x - beforeX)) / (y - beforeY)];
  });
}
