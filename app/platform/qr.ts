import qrcode from "qrcode-generator";

/** The dark squares of a code that leads to the address, row by row. */
export function squaresOf(address: string): boolean[][] {
  const code = qrcode(0, "M");
  code.addData(address);
  code.make();
  return Array.from({ length: code.getModuleCount() }, (_, y) =>
    Array.from({ length: code.getModuleCount() }, (_, x) => code.isDark(y, x)),
  );
}
