declare module '@hotwired/turbo' {
  export const config: { drive: { progressBarDelay: number } }
  export function morphElements(
    actuel: Element,
    nouveau: Element,
    options?: { callbacks?: { beforeNodeMorphed?: (actuel: Element, nouveau?: Element) => boolean } },
  ): void
}
