/** The product's mark: 一号 as a carved seal. */
export function Seal({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect x="2" y="2" width="60" height="60" rx="9" fill="#b23b2c" />
      <rect x="7" y="7" width="50" height="50" rx="5" fill="none" stroke="#fff" strokeWidth="1.6" />
      <text
        x="32"
        y="41"
        textAnchor="middle"
        fill="#fff"
        fontSize="23"
        fontWeight="600"
        fontFamily='"STKaiti", "KaiTi", "Noto Serif CJK SC", serif'
      >
        一号
      </text>
    </svg>
  );
}
