import { paths } from '../../src/paths.ts'
import { commandesDuBilan, importerCommandes, taperCommande } from './commandes.ts'
import type { Laureat } from './laureats.ts'
import type { Monde } from './monde.ts'
import { caches, Surprise, texteDe } from './visiteur.ts'

/** A period of the follow-up: its name on the pages, its rank, the day of its orders (jj/mm/aaaa). */
export type Trimestre = { rang: number; nom: RegExp; jour: string }
export const TRIMESTRES = {
  t4_2021: { rang: 1, nom: /4 ?e trimestre 2021/, jour: '06/12/2021' },
  t1_2022: { rang: 2, nom: /1 ?er trimestre 2022/, jour: '14/02/2022' },
  t2_2022: { rang: 3, nom: /2 ?e trimestre 2022/, jour: '16/05/2022' },
  t3_2022: { rang: 4, nom: /3 ?e trimestre 2022/, jour: '12/09/2022' },
  t4_2022: { rang: 5, nom: /4 ?e trimestre 2022/, jour: '21/11/2022' },
} as const

/** The bilan of this period, as its porteur finds it on the page of its project. */
async function trouverBilan({ depose: { porteur, id } }: Laureat, t: Trimestre): Promise<string> {
  const url = paths.bilans.suivi(id)
  const page = await porteur.v.lire(url, 'lire le suivi du projet')
  const lignes = page.split(`href="/dossiers/${id}/bilans/`).slice(1)
  const ligne = lignes.find(x => t.nom.test(texteDe(x.slice(x.indexOf('>') + 1))))
  if (!ligne) throw new Surprise('trouver le bilan', url, `${t.nom.source} absent\u00a0: ${texteDe(page).slice(0, 600)}`)
  return ligne.slice(0, 36)
}

export type Depot = { bilan: string; rien: boolean; retard: boolean }
type Fin = { fin: string; final: boolean }
/** Files a bilan: nothing new in two presses, or its orders, one typed and the others brought in, then what is said of the end. */
export async function deposerBilan(m: Monde, l: Laureat, t: Trimestre, f?: Fin): Promise<Depot> {
  const bilan = await trouverBilan(l, t)
  const url = paths.bilans.voir(l.depose.id, bilan)
  const commandes = commandesDuBilan(m, l, t.rang, t.jour)
  const rien = commandes.length === 0 && !f
  if (!rien) {
    const [premiere, ...autres] = commandes
    if (premiere) await taperCommande(m, l, bilan, premiere)
    if (autres.length > 0) await importerCommandes(m, l, bilan, autres)
    l.commandes.push(...commandes)
  }
  const vers = rien ? await deposerSansRien(l, bilan) : await deposerPage(l, url, f)
  if (!/fait=(depose|retard)$/.test(vers)) throw new Surprise('déposer le bilan', url, `conduit à ${vers}`)
  return { bilan, rien, retard: vers.endsWith('retard') }
}

async function deposerSansRien({ depose: { porteur, id } }: Laureat, bilan: string) {
  const url = paths.bilans.rien(id, bilan)
  await porteur.v.lire(url, 'dire «\u00a0rien de nouveau\u00a0»')
  return (await porteur.v.envoyer(url, {}, 'déposer «\u00a0rien de nouveau\u00a0»')).vers
}
async function deposerPage({ depose: { porteur } }: Laureat, url: string, f: Fin | undefined) {
  const page = await porteur.v.lire(url, 'relire le bilan')
  const fin = f ? { fin: f.fin, ...(f.final ? { final: 'oui' } : {}) } : {}
  return (await porteur.v.envoyer(url, { ...caches(page), ...fin, _suite: 'deposer' }, 'déposer le bilan')).vers
}

/** The référent of the dossier reads a bilan and accepts it, or sends it back with a remark. */
export async function lireBilan(m: Monde, l: Laureat, bilan: string, remarque?: string) {
  const v = await m.persona(l.service)
  const { depot = '' } = caches(await v.lire(paths.suivi.lecture(bilan), 'lire un bilan'))
  const [adresse, mot, quoi] = remarque
    ? ([paths.suivi.renvoi(bilan), 'renvoye', 'renvoyer le bilan'] as const)
    : ([paths.suivi.acceptation(bilan), 'accepte', 'accepter le bilan'] as const)
  const { vers } = await v.envoyer(adresse, { depot, remarque: remarque ?? '' }, quoi)
  if (!vers.endsWith(`fait=${mot}`)) throw new Surprise(quoi, adresse, `conduit à ${vers}`)
}

/** The porteur of a bilan that was sent back reads why, says it, and files it again. */
export async function redeposer({ depose: { porteur, id } }: Laureat, bilan: string, remarque: string) {
  const url = paths.bilans.voir(id, bilan)
  const page = await porteur.v.lire(url, 'rouvrir le bilan renvoyé')
  if (!texteDe(page).includes(remarque)) throw new Surprise('rouvrir le bilan renvoyé', url, 'la page ne dit pas la remarque')
  const corps = { ...caches(page), difficultes: 'Le prestataire a livré avec trois semaines de retard.', _suite: 'deposer' }
  const { vers } = await porteur.v.envoyer(url, corps, 'déposer le bilan de nouveau')
  if (!vers.endsWith('fait=depose')) throw new Surprise('déposer le bilan de nouveau', url, `conduit à ${vers}`)
}
