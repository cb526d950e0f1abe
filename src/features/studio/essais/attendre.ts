import { dateDe } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import type { EssaiJoue } from '../../examen/index.ts'
import { valeurA } from '../../formes/index.ts'
import { analyser, preparerRegles } from '../../recevabilite/index.ts'
import type { GesteEcrit } from '../document/gestes.ts'
import type { Geste, Valeur } from '../document/noeud.ts'
import { type Joues, jouerSource, rangDe } from './jouer.ts'

/**
 * The changes that make a test dossier expect what it gets: only what it says already, and what does not hold any more, changes. Nothing when the draft cannot be played,
 * or has no such test dossier. Pure: done in a thread.
 */
export function attendre({ source, code }: { source: string; code: string }): GesteEcrit[] | undefined {
  const lus = jouerSource(source)
  const j = lus?.joues.find(x => x.essai.code === code)
  const rang = lus && rangDe(lus, code)
  if (!lus || !j || rang === undefined || rang < 0) return undefined
  const dit = `Essai «\u00a0${j.essai.titre}\u00a0»\u00a0: ce que j’attends`
  const ici = ['essais', rang, 'attendu'] as const
  return changements(lus, j).flatMap(([chemin, valeur]): GesteEcrit[] => {
    const la = valeurA(lus.brut, [...ici, ...chemin])
    if (valeur === undefined) return la === undefined ? [] : [{ geste: { verbe: 'retirer', chemin: [...ici, ...chemin] }, dit }]
    if (JSON.stringify(la) === JSON.stringify(valeur)) return []
    return [{ geste: { verbe: 'poser', chemin: [...ici, ...chemin], valeur } satisfies Geste, dit }]
  })
}

type Changement = readonly [chemin: readonly string[], valeur: Valeur | undefined]
/** What is to be written at each place of what is expected; nothing takes it away. */
function changements(lus: Joues, j: EssaiJoue): Changement[] {
  const { attendu: a } = j.essai
  const rates = (quoi: string) => j.ecarts.some(e => e.quoi === quoi)
  const bloquants = j.verdicts.filter(v => v.bloquant).map(v => v.regle)
  const depot = rates('le dépôt')
  return [
    ...(depot ? [[['depose'], j.depose ? 'oui' : 'non'] as const] : []),
    ...(depot || rates('les règles qui bloquent')
      ? [[['bloquants'], !j.depose && bloquants.length > 0 ? bloquants : undefined] as const]
      : []),
    ...Object.entries(a.verdicts).flatMap(([regle, attendu]): Changement[] => {
      const obtenu = j.verdicts.find(v => v.regle === regle)?.resultat
      return obtenu === attendu ? [] : [[['verdicts', regle], obtenu]]
    }),
    ...Object.keys(a.valeurs).flatMap((nom): Changement[] =>
      j.ecarts.some(e => e.nom === nom) ? [[['valeurs', nom], valeurEcrite(lus, j, nom)]] : [],
    ),
    // what is expected of the amount is only looked at once the filing is as expected
    ...(rates('le montant') || (depot && a.montant !== undefined)
      ? [[['montant'], j.plafond === undefined ? undefined : eurosEcrits(j.plafond)] as const]
      : []),
    // nobody decides on what is not filed; part of an aid is less than the whole
    ...(depot && !j.depose ? (['decision', 'refus', 'preselection'] as const).map(c => [[c], undefined] as const) : []),
    ...(rates('le montant') && a.decision === 'partiel' ? [[['decision'], undefined] as const] : []),
  ]
}

/** Cents as the author of a call types them, with plain spaces. */
export const eurosEcrits = (c: number) => formatEuros(c).replace(/[\u00a0\u202f]/g, ' ')

function valeurEcrite({ version: { appel, sha256 } }: Joues, { essai, faits }: EssaiJoue, nom: string): Valeur | undefined {
  const temps = appel.second?.essais.some(e => e.code === essai.code) ? appel.second : appel
  const valeur = preparerRegles(temps, sha256).valeur(faits, nom)
  if (valeur === undefined) return undefined
  if (typeof valeur === 'boolean') return valeur ? 'oui' : 'non'
  if (typeof valeur === 'string') return valeur
  const genre = analyser(temps).lexique.get(nom)?.genre
  if (genre === 'montant') return eurosEcrits(Math.round(valeur))
  if (genre === 'taux') return `${String(Math.round(valeur * 1e6) / 1e4).replace('.', ',')} %`
  return genre === 'date' ? dateDe(valeur) : valeur
}
