import { cite, pour100 } from './envoi.mots.ts'

type Inacheve = { code: string; nom: string; taille: number; recu: number; annulation: string }

/** One request a page, for all its forms. */
const listes = new Map<string, Promise<Inacheve[]>>()
function listerInacheves(url: string): Promise<Inacheve[]> {
  const liste =
    listes.get(url) ??
    fetch(url, { headers: { accept: 'application/json' } })
      .then(async r => (r.ok ? ((await r.json()) as { envois: Inacheve[] }).envois : []))
      .catch(() => [])
  listes.set(url, liste)
  return liste
}
/** The next form that asks has them read again. */
export const relireInacheves = () => listes.clear()

/** What a cut left of this piece, a line each: the same file goes on, or it is given up. */
export const lignesInachevees = async (url: string, code: string): Promise<HTMLElement[]> =>
  (await listerInacheves(url)).filter(i => i.code === code).map(ligneDe)

function ligneDe(i: Inacheve): HTMLElement {
  const ligne = document.createElement('p')
  ligne.textContent = `L’envoi de ${cite(i.nom)} s’est arrêté à ${pour100(i.recu, i.taille)}\u00a0%. Choisissez le même fichier pour le reprendre. `
  const bouton = document.createElement('button')
  bouton.type = 'button'
  bouton.className = 'fr-btn fr-btn--tertiary fr-btn--sm'
  bouton.textContent = `Oublier ${cite(i.nom)}`
  bouton.addEventListener('click', async () => {
    const r = await fetch(i.annulation, { method: 'POST' }).catch(() => undefined)
    if (r && (r.ok || r.status === 404)) ligne.remove()
  })
  ligne.append(bouton)
  return ligne
}
