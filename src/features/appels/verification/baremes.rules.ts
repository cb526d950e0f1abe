import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import type { Appel, Parametre } from '../../cahier/index.ts'
import type { Remarque } from './sujets.table.ts'

/** What is read without a mistake, and does not say what was meant: bands out of order or without an end, a score that nobody can have, « 3.500 » for 3 500. Pure. */
export const remarquesDesBaremes = (appel: Appel): Remarque[] => [
  ...Object.entries(appel.parametres).flatMap(([nom, p]) => tranches(appel, nom, p)),
  ...noteHorsDePortee(appel),
  ...nombresAmbigus(appel, []),
]

type Tranche = NonNullable<Parametre['tranches']>[number]
type Borne = NonNullable<Tranche['jusqu_a']>
const valeurDe = (b: Borne) => (typeof b === 'number' ? b : 'montant' in b ? b.montant : b.taux)
const dite = (b: Borne) => (typeof b === 'number' ? formatNombre(b) : 'montant' in b ? formatEuros(b.montant) : formatTaux(b.taux, 2))

/** Bands are read from the first to the last: one that is lower than those before it, or that follows the one without an end, is never reached. */
function tranches({ porteurs }: Appel, nom: string, p: Parametre): Remarque[] {
  if (!p.tranches) return []
  const chemin = ['parametres', nom, 'tranches']
  const jamais = p.tranches.flatMap((t, i): Remarque[] => {
    const avant = p.tranches!.slice(0, i)
    const sansFin = avant.some(a => a.jusqu_a === undefined)
    const haute = avant.flatMap(a => (a.jusqu_a === undefined ? [] : [a.jusqu_a])).sort((a, b) => valeurDe(b) - valeurDe(a))[0]
    if (!sansFin && (t.jusqu_a === undefined || !haute || valeurDe(t.jusqu_a) > valeurDe(haute))) return []
    return [
      {
        sujet: 'tranche_jamais_lue',
        chemin: [...chemin, i, t.jusqu_a === undefined ? 'valeur' : 'jusqu_a'],
        fait:
          t.jusqu_a === undefined
            ? `Dans «\u00a0${nom}\u00a0», deux tranches n’ont pas de «\u00a0jusqu_a\u00a0».`
            : `Dans «\u00a0${nom}\u00a0», la tranche jusqu’à ${dite(t.jusqu_a)} vient après ${sansFin ? 'celle qui n’a pas de fin' : `celle jusqu’à ${dite(haute!)}`}.`,
        consequence: 'Les tranches se lisent de haut en bas\u00a0: celle-ci ne servirait jamais.',
        remede: 'Rangez-les de la plus petite à la plus grande, la dernière sans «\u00a0jusqu_a\u00a0».',
      },
    ]
  })
  const derniere = p.tranches.at(-1)?.jusqu_a
  const max = porteurs.types.map(t => t.population_max ?? Number.POSITIVE_INFINITY)
  const bornee = p.selon === 'population' && derniere !== undefined && Math.max(...max) <= valeurDe(derniere)
  if (jamais.length > 0 || derniere === undefined || p.defaut !== undefined || bornee) return jamais
  return [
    {
      sujet: 'tranches_sans_fin',
      chemin: [...chemin, p.tranches.length - 1, 'jusqu_a'],
      fait: `Les tranches de «\u00a0${nom}\u00a0» s’arrêtent à ${dite(derniere)}.`,
      consequence: 'Au-dessus, ce chiffre n’existe plus\u00a0: un maximum ou un plancher qui s’en sert ne tient plus.',
      remede: 'Ajoutez une dernière tranche sans «\u00a0jusqu_a\u00a0».',
    },
  ]
}

/** A score proposed for the allocation that is above all that a grid can give. */
function noteHorsDePortee({ criteres, priorites }: Appel): Remarque[] {
  const { seuil, ponderes, echelle, liste } = criteres
  const poids = ponderes ? liste.reduce((n, c) => n + (c.poids ?? 0), 0) : liste.length + priorites.length
  const max = Math.round(poids * echelle.max * 100) / 100
  if (seuil === undefined || max <= 0 || seuil <= max) return []
  return [
    {
      sujet: 'note_hors_de_portee',
      chemin: ['criteres', 'seuil'],
      fait: `La note demandée, ${pluriel(seuil, 'point')}, dépasse la plus haute possible, ${formatNombre(max)}.`,
      consequence: 'Aucun dossier ne pourrait l’atteindre\u00a0: la répartition proposée au comité serait vide.',
      remede: `Écrivez au plus «\u00a0seuil: ${max}\u00a0».`,
    },
  ]
}

const FORMULES: ReadonlySet<PropertyKey> = new Set([
  'formule',
  'si',
  'applicable_si',
  'calcul',
  'toutes_ces_conditions',
  'une_de_ces_conditions',
])
/** A point is a decimal one in a formula: « 3.500 » is three and a half, and was seldom meant so. */
function nombresAmbigus(valeur: unknown, chemin: PropertyKey[], formule = false): Remarque[] {
  if (typeof valeur === 'string') {
    const lu = formule
      ? /(?<![\p{L}\p{N}_.,'’])(\d{1,3})\.(\d{3})(?![\p{N}.,])(?!\s*[€%])/u.exec(valeur.replace(/['’][^'’]*['’]/g, "''"))
      : null
    if (!lu) return []
    const [dit, avant, apres] = lu
    const decimale = String(Number(dit)).replace('.', ',')
    return [
      {
        sujet: 'nombre_ambigu',
        chemin,
        fait: `Cette formule écrit «\u00a0${dit}\u00a0», qui se lit ${decimale}.`,
        consequence: 'Si c’est un millier, elle compte avec un nombre mille fois trop petit.',
        remede: `Écrivez «\u00a0${avant} ${apres}\u00a0», ou «\u00a0${decimale}\u00a0» si c’est bien une décimale.`,
      },
    ]
  }
  if (typeof valeur !== 'object' || valeur === null) return []
  const enfants: [PropertyKey, unknown][] = Array.isArray(valeur) ? [...valeur.entries()] : Object.entries(valeur)
  return enfants.flatMap(([cle, v]) =>
    cle === 'second' ? [] : nombresAmbigus(v, [...chemin, cle], FORMULES.has(cle) || (formule && Array.isArray(valeur))),
  )
}
