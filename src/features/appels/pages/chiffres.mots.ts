import { formatEuros } from '../../../lib/euros.ts'
import { type Appel, type Parametre, tableauxDe } from '../../cahier/index.ts'
import { formuleEnMots, reglesDeLAppel } from '../../recevabilite/index.ts'
import { libelleDeCode, majuscule, minuscule, seuilLisible, type Valeur, valeurLisible } from './appels.mots.ts'

/** How the part of a call about money is called: one without lines says nothing of expenses. */
export const TITRE_ARGENT: Record<Appel['plan'], string> = {
  complet: 'Combien, et pour quelles dépenses',
  simple: 'Combien',
  aucun: 'Combien',
}

/** What a call without lines of expenses says of its plan. */
export const PLAN_DEMANDE: Record<'simple' | 'aucun', string> = {
  simple: 'Le dossier demande le coût total du projet et les autres aides publiques, sans le détail des dépenses.',
  aucun: 'Aucun plan de financement n’est demandé : l’aide est calculée avec les réponses du dossier.',
}

/** `clauses`: its own, where it has some; those of the aid otherwise. */
type Dit = { nom: string; valeur: string; clauses?: readonly string[] }
/** What the call declares of money and of numbers, which its rules check: a label, a value. */
export function chiffresDeclares(appel: Appel): Dit[] {
  const { montant_min: min, montant_max: max, cout_min: cout } = appel.aide
  const bornes = [min !== undefined && `${formatEuros(min)} au moins`, max !== undefined && `${formatEuros(max)} au plus`].filter(
    b => b !== false,
  )
  return [
    ...(cout === undefined ? [] : [{ nom: 'Coût global du projet', valeur: `${formatEuros(cout)} au moins` }]),
    ...(bornes.length > 0 ? [{ nom: 'Aide d’un dossier', valeur: bornes.join(', ') }] : []),
    ...tauxDeclares(appel),
    ...(appel.aide.calcul === undefined
      ? []
      : [
          { nom: 'Aide calculée par le guichet', valeur: formuleEnMots(appel, appel.aide.calcul) },
          ...colonnesCalculees(appel),
          ...Object.entries(appel.calculs).map(([nom, c]) => ({
            nom: c.libelle ?? majuscule(nom),
            valeur: formuleEnMots(appel, c.formule),
            ...(c.clauses.length > 0 ? { clauses: c.clauses } : {}),
          })),
        ]),
  ]
}

/** What the site works out on each line of a table: the totals that the aid is computed from are nothing to a reader without it. */
const colonnesCalculees = (appel: Appel): Dit[] =>
  [...tableauxDe(appel).values()].flatMap(t =>
    t.colonnes.flatMap(c =>
      c.calcul === undefined
        ? []
        : [
            {
              nom: `${c.libelle}, ligne par ligne`,
              valeur: formuleEnMots(appel, c.calcul),
              ...(t.clause === undefined ? {} : { clauses: [t.clause] }),
            },
          ],
    ),
  )

/** The rate of the aid, the base that counts, and what the aid never exceeds. */
function tauxDeclares(appel: Appel): Dit[] {
  const { taux, base_max: max } = appel.aide
  const base = appel.plan === 'complet' ? 'la base éligible' : 'le coût total'
  const parametre = (nom: string) => (Object.hasOwn(appel.parametres, nom) ? appel.parametres[nom] : undefined)
  const p = taux === undefined ? undefined : parametre(taux)
  const plafond = typeof max === 'string' ? parametre(max) : undefined
  const bornee = reglesDeLAppel(appel).some(
    r =>
      r.id.startsWith('declaration-') &&
      r.controles.some(c => typeof c.formule === 'string' && c.formule.startsWith('aide demandée <= base éligible')),
  )
  return [
    ...(p ? [{ nom: `Taux de l’aide, sur ${base}`, valeur: direParametre(appel, p) }] : []),
    ...(max === undefined
      ? []
      : [
          {
            nom: `${majuscule(base)} qui compte, au plus`,
            valeur: typeof max === 'number' ? formatEuros(max) : plafond ? direParametre(appel, plafond) : max,
          },
        ]),
    ...(bornee ? [{ nom: 'Aide et dépenses', valeur: 'l’aide ne dépasse pas les dépenses qu’elle peut payer' }] : []),
    // a rule of the file that says it otherwise says its own figure
    ...(reglesDeLAppel(appel).some(r => r.id.startsWith('declaration-cumul'))
      ? [{ nom: 'Aides publiques, l’aide comprise', valeur: `${valeurLisible('taux', 1)} du coût total au plus` }]
      : []),
  ]
}

type DirePlage = (v: { min: Valeur; max: Valeur }) => string
/** What a scale says of the other cases; nothing when it is read on the type of the structure and has all those that may file: nobody has another case. */
export function resteDe(appel: Appel, p: Parametre, dire: (v: Valeur) => string, plage: DirePlage): string | undefined {
  const simples = Object.entries({ ...p.plages, ...p.valeurs }).filter(([, v]) => typeof v !== 'object' || 'min' in (v as object))
  const codes = new Set(simples.map(([code]) => code))
  if (p.selon === 'type de structure' && appel.porteurs.types.every(t => codes.has(t.type))) return undefined
  return p.defaut !== undefined ? dire(p.defaut) : p.plage && plage(p.plage)
}

/** A parameter on one line: « voirie de 20 % à 40 % ; sinon de 10 % à 30 % ». */
function direParametre(appel: Appel, p: Parametre): string {
  const dire = (v: Valeur) => valeurLisible(p.type, v)
  const plage = (v: { min: Valeur; max: Valeur }) => `de ${dire(v.min)} à ${dire(v.max)}`
  if (p.valeur !== undefined) return dire(p.valeur)
  if (p.plage && !p.plages) return plage(p.plage)
  const [premier = '', second = ''] = [p.selon ?? []].flat()
  const cas = [
    ...Object.entries(p.plages ?? {}).map(([code, v]) => `${minuscule(libelleDeCode(appel, premier, code))} ${plage(v)}`),
    ...Object.entries(p.valeurs ?? {}).flatMap(([code, v]) =>
      typeof v === 'object'
        ? Object.entries(v as Readonly<Record<string, Valeur>>).map(
            ([autre, x]) =>
              `${minuscule(libelleDeCode(appel, premier, code))}, ${minuscule(libelleDeCode(appel, second, autre))} ${dire(x)}`,
          )
        : [`${minuscule(libelleDeCode(appel, premier, code))} ${dire(v)}`],
    ),
    ...(p.tranches ?? []).map(t => `${t.jusqu_a === undefined ? 'au-delà' : `jusqu’à ${seuilLisible(t.jusqu_a)}`} ${dire(t.valeur)}`),
  ]
  const reste = resteDe(appel, p, dire, plage)
  return [...cas, ...(reste === undefined ? [] : [`sinon ${reste}`])].join('\u202f; ')
}
