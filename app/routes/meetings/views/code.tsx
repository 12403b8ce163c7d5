// A QR code as an image: one path, with the quiet zone of four squares around it (ISO/IEC 18004).
export function Code({ squares, label }: { squares: readonly (readonly boolean[])[]; label: string }) {
  const size = squares.length + 8;
  const path = squares
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])))
    .join("");
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      className="code"
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
