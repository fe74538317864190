/** Words and card of the item under the pointer are marked together, by class, without drawing anything again. */
export function markHovered(id: string | null): void {
  const room = document.querySelector('.room')
  if (!room || room.getAttribute('data-hovered') === (id ?? '')) return
  room.setAttribute('data-hovered', id ?? '')
  for (const element of room.querySelectorAll('.is-hover')) element.classList.remove('is-hover')
  if (id === null) return
  const both = `.run-item[data-items~="${CSS.escape(id)}"], [data-card="${CSS.escape(id)}"]`
  for (const element of room.querySelectorAll(both)) element.classList.add('is-hover')
}
