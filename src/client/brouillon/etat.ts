import { annoncer } from '../annoncer.ts'
import type { Accuse, ConflitRecu } from './envoi.ts'

/** Whole names: the build keeps the icons that it finds written. */
const ICONES = { check: 'fr-icon-check-line', warning: 'fr-icon-warning-line', error: 'fr-icon-error-line' }
/** What the page says of a saving; `recharger` adds a link that shows the page as it is on the server. */
export type Dit = { icone: keyof typeof ICONES; phrase: string; recharger?: true | undefined }

/** For the eye at each saving; aloud only when something changes: a screen reader is not told « enregistré » after each word. */
export function dire(vue: HTMLElement, annonce: HTMLElement, { icone, phrase, recharger }: Dit) {
  const avant = vue.dataset.dit
  vue.dataset.dit = icone
  vue.className = `gt-travail__enreg ${ICONES[icone]}`
  if (icone !== 'check') {
    if (vue.firstChild?.textContent !== phrase) annoncer(annonce, phrase)
  } else if (avant !== 'check') annoncer(annonce, phrase)
  vue.replaceChildren(phrase)
  if (!recharger) return
  const lien = document.createElement('a')
  lien.href = location.pathname + location.search
  lien.dataset.turbo = 'false'
  lien.textContent = 'Recharger la page'
  vue.append(' ', lien)
}

export function direAccuse({ enregistre, sauf, refus, parti }: Accuse, conflits: readonly ConflitRecu[]): Dit {
  const enConflit = conflits.map(c => `«\u00a0${c.libelle}\u00a0»`).join(', ')
  const exceptions = [sauf, enConflit].filter(Boolean).join(', ')
  const phrase = `Enregistré à ${enregistre}${exceptions ? `, sauf ${exceptions}` : ''}.`
  if (refus) return { icone: 'warning', phrase: `${refus}. ${phrase}` }
  if (parti && !enConflit) return { icone: 'warning', phrase: `${phrase} ${parti.dit}` }
  if (!enConflit) return { icone: sauf ? 'warning' : 'check', phrase }
  const qui = conflits[0]?.par ?? 'Une autre personne'
  return {
    icone: 'warning',
    phrase: `${phrase} ${qui} a modifié ${enConflit} en même temps que vous\u00a0: choisissez, à côté, la version à garder.`,
  }
}

/** What was typed is on the server, and the page could not be read again; `dernier`: it will not be asked for any more. */
export const direPasAJour = (dernier: boolean): Dit => ({
  icone: 'error',
  phrase: `Votre saisie est enregistrée, mais l’affichage n’est pas à jour. ${dernier ? 'Cinq essais ont échoué.' : 'Nouvel essai dans un instant.'}`,
  ...(dernier ? { recharger: true } : {}),
})

/** What somebody else changed in fields that this page had not touched. */
export function direChanges(par: string, libelles: readonly string[]): string {
  const cites = libelles.slice(0, 3).map(l => `«\u00a0${l}\u00a0»`)
  const reste = libelles.length - cites.length
  const suite = reste > 0 ? ` et ${reste}\u00a0autre${reste > 1 ? 's' : ''} réponse${reste > 1 ? 's' : ''}` : ''
  return `${par || 'Une autre page'} a modifié ${cites.join(', ')}${suite}\u00a0: vous voyez sa version.`
}
