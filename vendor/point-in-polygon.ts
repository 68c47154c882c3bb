// The one import of point-in-polygon-hao: exact on borders, knows holes, wants closed rings.
export { default as pointInPolygon } from 'point-in-polygon-hao';
