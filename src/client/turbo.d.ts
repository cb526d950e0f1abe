declare module '@hotwired/turbo' {
  export const config: { drive: { progressBarDelay: number } }
  export function visit(adresse: string, options?: { action?: 'advance' | 'replace' }): void
  export const navigator: { stop(): void }
  export function morphElements(
    actuel: Element,
    nouveau: Element,
    options?: { callbacks?: { beforeNodeMorphed?: (actuel: Element, nouveau?: Element) => boolean } },
  ): void
}
