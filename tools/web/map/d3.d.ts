// Plot brings d3, which brings a d3-geo of its own: that one is used, or the page would carry it twice.
declare module "d3" {
  export { geoBounds, geoConicConformal, type GeoProjection } from "d3-geo";
}
