/** What the test picture says. */
export const TEST_CODE = "GATESYNC";

const MODULES = [
  "#######..#..#.#######",
  "#.....#.#####.#.....#",
  "#.###.#..###..#.###.#",
  "#.###.#..#..#.#.###.#",
  "#.###.#..#.#..#.###.#",
  "#.....#.#..##.#.....#",
  "#######.#.#.#.#######",
  "........#####........",
  "....####....#.##...#.",
  "#.#.##.##.#.#.#....#.",
  "##..###.###..#...##.#",
  "##......#..#...#...#.",
  ".####.#...##.#.##.#..",
  "........#.#####..#.#.",
  "#######.#..#..###.#..",
  "#.....#.#.###..##....",
  "#.###.#.###.#.#.#.#.#",
  "#.###.#..#.#..###.###",
  "#.###.#..###.###..#..",
  "#.....#...##.######.#",
  "#######....#.##....##",
];
const MARGIN = 4;
const SCALE = 6;

/** A QR code as a camera would show it at its best. */
export function testPicture(): ImageData {
  const side = (MODULES.length + 2 * MARGIN) * SCALE;
  const picture = new ImageData(side, side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const dark = MODULES[Math.floor(y / SCALE) - MARGIN]?.[Math.floor(x / SCALE) - MARGIN] === "#";
      picture.data.set(dark ? [0, 0, 0, 255] : [255, 255, 255, 255], (y * side + x) * 4);
    }
  }
  return picture;
}
