/** What a bounded list left out, in words: present where something was. Spread into a table or bars. */
export function moreRows(total: number, shown: number, what = 'more'): { more?: string } {
  return total > shown ? { more: `and ${total - shown} ${what}` } : {};
}
