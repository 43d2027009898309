/** Stands in for your player: a jar in the moonlight. */
export function Stage() {
  return (
    <figure className="stage">
      <svg viewBox="0 0 160 90" role="img" aria-label="A white moon jar before hills at night">
        <defs>
          <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#10183a" />
            <stop offset="0.62" stopColor="#3b3f73" />
            <stop offset="1" stopColor="#8a6a86" />
          </linearGradient>
          <radialGradient id="glow">
            <stop offset="0" stopColor="#fff6dc" stopOpacity="0.55" />
            <stop offset="1" stopColor="#fff6dc" stopOpacity="0" />
          </radialGradient>
          <radialGradient id="glaze" cx="0.36" cy="0.28" r="0.85">
            <stop offset="0" stopColor="#fffdf8" />
            <stop offset="0.55" stopColor="#e9e2d6" />
            <stop offset="1" stopColor="#8d838c" />
          </radialGradient>
          <linearGradient id="table" x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#5a3d33" />
            <stop offset="1" stopColor="#2b1d1f" />
          </linearGradient>
        </defs>
        <rect width="160" height="90" fill="url(#sky)" />
        <circle cx="116" cy="25" r="34" fill="url(#glow)" />
        <circle cx="116" cy="25" r="9.5" fill="#fff3d0" />
        <g fill="#fff" opacity="0.75">
          <circle cx="18" cy="12" r="0.35" />
          <circle cx="38" cy="21" r="0.3" />
          <circle cx="57" cy="9" r="0.4" />
          <circle cx="84" cy="15" r="0.3" />
          <circle cx="142" cy="11" r="0.35" />
          <circle cx="151" cy="29" r="0.3" />
        </g>
        <path d="M0 60 Q22 38 46 54 T96 50 T160 46 V90 H0z" fill="#2c3361" />
        <path d="M0 68 C20 54 44 56 66 64 S112 66 130 61 S151 57 160 59 V90 H0z" fill="#1e2449" />
        <rect y="73" width="160" height="17" fill="url(#table)" />
        <ellipse cx="70" cy="76.5" rx="19" ry="2.4" fill="#130d12" opacity="0.55" />
        <path
          d="M62.5 29h15c.4 1.6.9 2.3 2.2 3C88.6 36.3 93 43 93 51c0 10.3-6.800 18-14.200 22.200V76H61.200v-2.800C53.800 69 47 61.300 47 51c0-8 4.400-14.700 13.300-19 1.300-.7 1.800-1.400 2.200-3z"
          fill="url(#glaze)"
        />
        <ellipse cx="70" cy="29" rx="7.5" ry="1.1" fill="#6f6670" />
      </svg>
      <figcaption>LIVE</figcaption>
    </figure>
  );
}
