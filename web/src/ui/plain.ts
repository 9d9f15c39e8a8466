/** Any value of a field in a few words, for previews and comparisons. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(plain).join('; ') || '—';
  const held = value as Record<string, unknown>;
  for (const key of ['shown', 'name', 'words']) if (typeof held[key] === 'string') return held[key];
  if ('place' in held) return plain(held.place);
  if ('type' in held) return [held.type, held.mode].filter(Boolean).join('.');
  if ('earliest' in held) return [...new Set([held.earliest, held.latest].filter(Boolean))].join(' – ') || 'no day';
  if ('low' in held || 'best' in held) return [held.low, held.best, held.high].map((one) => one ?? '…').join(' / ');
  return Object.entries(held)
    .map(([key, one]) => `${key}: ${plain(one)}`)
    .join(', ');
}
