import { formatNombre } from '../../../lib/euros.ts'
import { parObjet } from '../../../lib/une-fois.ts'
import { relireYaml } from '../../../lib/yaml-relu.ts'
import type { Appel } from '../../cahier/index.ts'
import { analyser, contradictions, usagesDe } from '../../recevabilite/index.ts'
import { cheminDuSecond } from '../../temps/index.ts'
import { lireAppel, lireAvecPlaces } from '../lire-appel.ts'
import { type Place, typo } from '../situer.ts'
import { remarquesDesAvis } from './avis.rules.ts'
import { remarquesDesBaremes } from './baremes.rules.ts'
import { remarquesDuCalendrier } from './calendrier.rules.ts'
import { inutiles } from './inutiles.ts'
import { remarquesDesMoyens, type TerritoireDuGuichet, type Trou, totalAnnonce } from './moyens.rules.ts'
import { populationInconnue } from './population.ts'
import { changementsRetroactifs } from './retroactifs.rules.ts'
import { type Niveau, niveauDe, type Remarque, SUJETS, type Sujet } from './sujets.table.ts'
import { remarquesDesTableaux } from './tableaux.rules.ts'
import { anneesPassees, chiffresNonVerifies } from './textes.ts'
import { textesCoupes } from './textes-coupes.ts'

/** A remark and where it stands. `cle`: what one reason is given for. */
export type Point = Place & { sujet: Sujet; niveau: Niveau; cle: string; fait: string; consequence: string; remede?: string }

/** Where and when the call would be published; what is not known is not checked. `enVigueur`: the text that the public reads. */
export type Situation = {
  territoire?: TerritoireDuGuichet
  trous?: readonly Trou[]
  /** How many people sit in each body that gives opinions, by its code; not checked when it is not known. */
  membres?: Readonly<Record<string, number>>
  /** Somebody is designated to sign for this call, with the words that acts bear. */
  designe?: boolean
  enVigueur?: string
  instant?: Date
}

/** Remarks of one kind that are told; the others are counted. */
const PAR_SUJET = 30
const UN_PAR_UN = 20

/** All that the checker has to say of a text, by kind then by line. A text that cannot be read gives its mistakes and nothing else. */
export function verifierAppel(texte: string, fichier: string, situation: Situation = {}): Point[] {
  const compiler = parObjet(analyser)
  const lu = lireAvecPlaces(texte, fichier, { lire: relireYaml, compiler })
  if (!lu.ok)
    return lu.error.map(({ message, ...place }) => ({
      ...place,
      sujet: 'lecture',
      niveau: 'erreur',
      cle: 'lecture',
      fait: message,
      consequence: '',
    }))
  const { appel, doc, place } = lu.value
  const parSujet = Map.groupBy([...textesCoupes(texte, doc), ...remarquesDe(appel, situation, compiler)], r => r.sujet)
  return (Object.keys(SUJETS) as Sujet[]).flatMap(sujet => {
    const situees = (parSujet.get(sujet) ?? []).map(r => ({ ...r, ...place(r) })).sort((a, b) => a.ligne - b.ligne)
    const seules = 'unParUn' in SUJETS[sujet] && situees.length <= UN_PAR_UN
    const points = situees.slice(0, PAR_SUJET).map(
      ({ chemin: _c, surLaCle: _s, ...r }, i): Point => ({
        ...r,
        fait: typo(r.fait),
        consequence: typo(r.consequence),
        niveau: niveauDe(sujet),
        cle: seules ? `${sujet}-${i + 1}` : sujet,
      }),
    )
    const reste = situees.length - points.length
    if (reste > 0) points.push({ ...points.at(-1)!, fait: `${formatNombre(reste)} autres points de même sorte.`, consequence: '' })
    return points
  })
}

/** What one temps does not use may serve the other: said when neither does. */
const PARTAGES: ReadonlySet<Sujet> = new Set<Sujet>(['parametre_inutile', 'clause_inutile', 'chiffre_non_verifie'])
const cleDe = ({ sujet, chemin }: Remarque) => `${sujet} ${chemin.join()}`

const questionsPosees = (a: Appel) => a.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => q.id)))
/** The question of a form that this path names. */
const questionA = (a: Appel, [, f, , e, , q]: readonly PropertyKey[]) =>
  a.formulaires[Number(f)]?.etapes[Number(e)]?.questions[Number(q)]?.id ?? ''

/** The remarks on each temps, where each stands in the file; what both have is said once. */
function remarquesDe(appel: Appel, situation: Situation, compiler: typeof analyser): Remarque[] {
  const premier = remarquesDuTemps(appel, situation, compiler(appel))
  if (!appel.second) return premier
  const { enVigueur: _, ...reste } = situation
  const posees = new Set(questionsPosees(appel))
  const second = remarquesDuTemps(appel.second, reste, compiler(appel.second))
    .filter(r => r.sujet !== 'question_sans_lecteur' || !posees.has(questionA(appel.second!, r.chemin)))
    .map(r => ({ ...r, chemin: cheminDuSecond(appel, r.chemin) }))
  const [dansUn, dansDeux] = [premier, second].map(l => new Set(l.map(cleDe)))
  const commune = (r: Remarque) => PARTAGES.has(r.sujet) && ['parametres', 'clauses'].includes(String(r.chemin[0]))
  const chiffre = (r: Remarque) => r.sujet === 'chiffre_non_verifie'
  return [
    ...premier.filter(r => !(commune(r) || chiffre(r)) || dansDeux!.has(cleDe(r))),
    ...second.filter(r => !dansUn!.has(cleDe(r)) && !commune(r) && !chiffre(r)),
  ]
}

function remarquesDuTemps(
  appel: Appel,
  { territoire, trous, membres, designe, enVigueur, instant }: Situation,
  analyse: ReturnType<typeof analyser>,
): Remarque[] {
  const usages = usagesDe(analyse)
  const avant = enVigueur === undefined ? undefined : lireAppel(enVigueur, 'appel.yml')
  return [
    ...remarquesDuCalendrier(appel, instant),
    ...remarquesDesMoyens(appel, territoire, trous, designe, membres),
    ...remarquesDesAvis(appel),
    ...remarquesDesTableaux(appel),
    ...remarquesDesBaremes(appel),
    ...populationInconnue(appel, usages),
    ...totalAnnonce(appel),
    ...contradictions(analyse).map(contredite),
    ...chiffresNonVerifies(appel, usages),
    ...anneesPassees(appel),
    ...inutiles(appel, usages),
    ...(avant?.ok && instant ? changementsRetroactifs(avant.value, appel, instant) : []),
  ]
}

function contredite({ chemin, titres: [a, b], demandes: [x, y], tous }: ReturnType<typeof contradictions>[number]): Remarque {
  const qui = a === b ? `La règle «\u00a0${a}\u00a0» se contredit` : `Les règles «\u00a0${a}\u00a0» et «\u00a0${b}\u00a0» se contredisent`
  return {
    sujet: 'regles_contradictoires',
    chemin,
    fait: `${qui}\u00a0: ${x}, et ${y}.`,
    consequence: tous ? 'Aucun dossier ne pourrait être déposé.' : 'Aucun des dossiers qu’elles concernent ne pourrait être déposé.',
  }
}
