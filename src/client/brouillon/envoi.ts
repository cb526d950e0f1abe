/** A field that somebody else changed too, with both versions ready to be shown. */
export type ConflitRecu = { nom: string; libelle: string; par?: string; html: string }
/** Typed fields on their way: their values, the mark of what the page had shown, and what else the request says (a button, a choice). */
export type Lot = { champs: Record<string, readonly string[]>; base: Record<string, string>; page: string; plus: Record<string, string> }
/** What the server says of a saving. */
export type Accuse = {
  enregistre: string
  revision: number
  marques: Record<string, string>
  sauf?: string
  conflits?: ConflitRecu[]
  autrement?: true
  refus?: string
  /** What went away with what was saved: a sentence, and the mark of each field that is now empty. */
  parti?: { dit: string; champs: Record<string, string> }
}
/** A saving that did not take place: the sentence, whether to try again by oneself, whether the page is out of date. */
export type Echec = { phrase: string; reprendre?: true; recharger?: true }

const GARDE = 'Votre saisie est gardée sur cet appareil.'
const SESSION: Echec = {
  phrase: `Non enregistré\u00a0: vous n’êtes plus connecté. ${GARDE} Connectez-vous dans un autre onglet, puis reprenez ici.`,
  reprendre: true,
}

function lireEchec({ status, redirected }: Response): Echec {
  // who is no longer signed in is led to sign in: the answer is that page
  if (redirected || status === 401) return SESSION
  if (status === 403 || status === 404) return { phrase: 'Non enregistré. Vous n’avez plus accès à ce dossier.' }
  if (status === 413 || status === 422)
    return { phrase: 'Non enregistré\u00a0: cette saisie n’est pas acceptée. Enregistrez avec le bouton pour lire pourquoi.' }
  return { phrase: `Non enregistré\u00a0: le site a une difficulté. Il essaie à nouveau. ${GARDE}`, reprendre: true }
}

function corpsDe({ champs, base, page, plus }: Lot): URLSearchParams {
  const corps = new URLSearchParams({ _base: JSON.stringify(base), _page: page, ...plus })
  for (const [nom, valeurs] of Object.entries(champs)) for (const v of valeurs) corps.append(nom, v)
  return corps
}

/** Why what was read was not kept, where the page must be read again. */
const PHRASES: Readonly<Record<string, string>> = {
  fige: 'Non enregistré\u00a0: ce dossier ne change plus.',
  brouillon: 'Non enregistré\u00a0: ce texte a changé d’une façon qui ne le permet plus.',
}

/** Sends changed fields alone. Never throws: an outage is an answer like another. */
export async function envoyer(url: string, lot: Lot): Promise<Accuse | Echec> {
  try {
    const r = await fetch(url, { method: 'PUT', body: corpsDe(lot), headers: { accept: 'application/json' } })
    if (r.redirected || (!r.ok && r.status !== 409)) return lireEchec(r)
    const accuse = (await r.json()) as Accuse | { erreur: string }
    return 'enregistre' in accuse ? accuse : { phrase: PHRASES[accuse.erreur] ?? PHRASES.fige!, recharger: true }
  } catch {
    return { phrase: `Non enregistré\u00a0: connexion perdue. ${GARDE}`, reprendre: true }
  }
}

/** Sends what a page that closes still holds, without waiting; whether it was taken, for a page that lives long enough to know. */
export const envoyerEnPartant = (url: string, lot: Lot): Promise<boolean> =>
  fetch(url, { method: 'PUT', body: corpsDe(lot), keepalive: true }).then(
    r => r.ok && !r.redirected,
    () => false,
  )
