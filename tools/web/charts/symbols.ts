/** Those of Plot's symbols that are told apart when small. */
export type MarkerSymbol = "circle" | "square" | "triangle" | "diamond2" | "star" | "cross" | "wye";
