import type { Appel } from '../cahier/index.ts'
import { CHAMP_CONTACT, champsPossibles } from '../champs/index.ts'
import { type Champ, CONTENU_VIDE, type Contenu, texteDe } from '../contenu/index.ts'
import { formulaireDe } from '../examen/index.ts'
import type { Reponse } from '../verdicts/index.ts'

/** What stays behind, as the source named it, and why. */
export type Laisse = { libelle: string; raison: 'question' | 'choix' }
export type Report = { contenu: Contenu; repris: number; laisses: Laisse[] }

const champsDe = (appel: Appel, c: Contenu): Champ[] => formulaireDe(appel, c).etapes.flatMap(e => champsPossibles(appel, e, c))

/**
 * Carries the answers of a dossier into another call: those whose question has the same id and type there, with the choices that it offers, and
 * the rows of its tables. What was typed and could not be read goes along as typed. Neither files, partners nor removed rows. Pure.
 */
export function reporter(de: Appel, c: Contenu, vers: Appel): Report {
  const volet = texteDe(c, 'volet')
  const garde = volet !== undefined && vers.volets.some(v => v.code === volet)
  const cadre: Contenu = { ...CONTENU_VIDE, valeurs: garde ? { volet } : {}, lignes: c.lignes }
  // the lots offered to an expense are named by their own cells
  const lots = Object.fromEntries(Object.entries(c.valeurs).filter(([nom]) => nom.startsWith('lots.')))
  const cibles = new Map(champsDe(vers, { ...cadre, valeurs: { ...cadre.valeurs, ...lots } }).map(x => [x.nom, x]))
  const r: Report = { contenu: { ...cadre, valeurs: {}, illisibles: {}, lignes: lignesReprises(c, cibles) }, repris: 0, laisses: [] }
  for (const champ of champsDe(de, c)) {
    const [v, illisible] = [c.valeurs[champ.nom], c.illisibles[champ.nom]]
    // an aid that either call computes is no answer
    if (champ.calcule || cibles.get(champ.nom)?.calcule) continue
    // the partner that carries the contact does not come along
    if (champ.nom === CHAMP_CONTACT.structure || (v === undefined && illisible === undefined)) continue
    const cible = cibles.get(champ.nom)
    const reprise = v === undefined ? undefined : choixOfferts(v, cible)
    if (!cible || cible.genre !== champ.genre) r.laisses.push({ libelle: champ.libelle, raison: 'question' })
    else if (v !== undefined && reprise === undefined) r.laisses.push({ libelle: champ.libelle, raison: 'choix' })
    else {
      if (reprise !== undefined) r.contenu.valeurs[champ.nom] = reprise
      if (illisible !== undefined) r.contenu.illisibles[champ.nom] = illisible
      r.repris++
      if (Array.isArray(v) && Array.isArray(reprise) && reprise.length < v.length)
        r.laisses.push({ libelle: champ.libelle, raison: 'choix' })
    }
  }
  return r
}

/** The lists that the other form shows too. */
function lignesReprises(c: Contenu, cibles: ReadonlyMap<string, Champ>): Contenu['lignes'] {
  const listes = new Set([...cibles.keys()].map(nom => nom.split('.')[0]))
  return Object.fromEntries(Object.entries(c.lignes).filter(([liste]) => listes.has(liste)))
}

/** A value with only the choices that a question offers; `undefined` when none is left. */
function choixOfferts(v: Reponse, cible: Champ | undefined): Reponse | undefined {
  const codes = cible?.options?.map(o => o.code)
  if (!codes || (cible?.genre !== 'choix' && cible?.genre !== 'choix_multiple')) return v
  if (!Array.isArray(v)) return codes.includes(v as string) ? v : undefined
  const offerts = (v as readonly string[]).filter(x => codes.includes(x))
  return offerts.length > 0 || v.length === 0 ? offerts : undefined
}
