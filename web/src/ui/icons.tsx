/** A few line drawings; all are decoration, the control that holds one has its own name. */
import type { ComponentChildren } from 'preact';

function icon(children: ComponentChildren) {
  return () => (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const SearchIcon = icon(
  <>
    <circle cx="7" cy="7" r="4.3" />
    <path d="m10.3 10.3 3.4 3.4" />
  </>,
);
export const CloseIcon = icon(<path d="m4 4 8 8m0-8-8 8" />);
export const PlusIcon = icon(<path d="M8 3v10M3 8h10" />);
export const MinusIcon = icon(<path d="M3 8h10" />);
export const FitIcon = icon(<path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10" />);
export const FrameIcon = icon(
  <>
    <rect x="2.5" y="3.5" width="11" height="9" rx="1" stroke-dasharray="2.2 1.8" />
    <circle cx="8" cy="8" r="1.2" />
  </>,
);
export const FilterIcon = icon(<path d="M2 3.5h12M4.5 8h7M6.7 12.5h2.6" />);
export const ShareIcon = icon(<path d="M8 10V2m0 0L5 5m3-3 3 3M3 9v4.5h10V9" />);
export const ReviewIcon = icon(<path d="m2.5 8.5 3.2 3.2 7.8-8" />);
export const MoreIcon = icon(
  <>
    <circle cx="3.5" cy="8" r="0.6" />
    <circle cx="8" cy="8" r="0.6" />
    <circle cx="12.5" cy="8" r="0.6" />
  </>,
);
export const UpIcon = icon(<path d="m4 10 4-4 4 4" />);
export const DownIcon = icon(<path d="m4 6 4 4 4-4" />);
export const LinkIcon = icon(
  <path d="M6.5 9.5 9.5 6.500M7 4.500l1-1a2.700 2.700 0 0 1 4 4l-1 1M9 11.500l-1 1a2.700 2.700 0 0 1-4-4l1-1" />,
);
export const HelpIcon = icon(
  <>
    <path d="M5.600 6a2.400 2.400 0 1 1 3.500 2.200C8.300 8.600 8 9 8 9.800" />
    <path d="M8 12.400v.1" />
  </>,
);
