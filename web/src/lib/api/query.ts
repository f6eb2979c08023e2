/** The part of an address behind the question mark; what is null or empty is left out. */
export function queryOf(values: Record<string, string | number | null>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== null && value !== "") query.set(key, String(value));
  return query.toString();
}
