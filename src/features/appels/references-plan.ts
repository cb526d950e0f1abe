import { suggestion } from '../../lib/proche.ts'
import type { Appel } from '../cahier/index.ts'
import type { Defaut } from './erreurs-schema.ts'

/** What an amount or a plan that a call has not would say: each key that nothing could judge. */
const SANS_PLAN = 'un appel sans plan de financement (« plan: aucun ») ne demande ni coût ni base'
const SANS_LIGNES = 'un plan court (« plan: simple ») n’a pas de lignes de dépenses'

/** The plan of a call and its aid: what one declares, the other has. Pure. */
export function referencesDuPlan(appel: Appel): Defaut[] {
  const { plan, aide } = appel
  const sans = (cle: 'cout_min' | 'taux' | 'base_max' | 'lots', message: string): Defaut[] =>
    aide[cle] === undefined ? [] : [{ chemin: ['aide', cle], message, surLaCle: true }]
  const natures: Defaut[] =
    plan === 'complet' && appel.natures.length === 0
      ? [
          {
            chemin: [],
            message: 'la clé « natures » manque : elle dit quelles dépenses l’aide paie (ou « plan: simple », « plan: aucun »)',
          },
        ]
      : plan !== 'complet' && appel.natures.length > 0
        ? [{ chemin: ['natures'], message: `${plan === 'simple' ? SANS_LIGNES : SANS_PLAN} : retirez « natures »`, surLaCle: true }]
        : []
  return [
    ...natures,
    ...(plan === 'aucun' && aide.calcul === undefined
      ? [{ chemin: ['plan'], message: 'un appel sans plan de financement calcule l’aide : ajoutez « calcul » dans « aide »' }]
      : []),
    ...(plan === 'aucun' ? [...sans('cout_min', SANS_PLAN), ...sans('taux', SANS_PLAN), ...sans('base_max', SANS_PLAN)] : []),
    ...(plan === 'complet' ? [] : sans('lots', SANS_LIGNES)),
    ...(plan === 'aucun' ? motsSansCout(appel) : []),
    ...nomme(appel, 'taux', 'taux'),
    ...nomme(appel, 'base_max', 'montant'),
    ...appel.simulateur.ecrans.flatMap((e, i): Defaut[] => {
      const chemin = ['simulateur', 'ecrans', i, 'type']
      if (e.type === 'ressources' && plan === 'aucun') return [{ chemin, message: `${SANS_PLAN} : retirez l’écran « ressources »` }]
      return e.type === 'depenses' && plan !== 'complet' ? [{ chemin, message: `${SANS_LIGNES} : retirez l’écran « depenses »` }] : []
    }),
  ]
}

/** A key of `aide` that names a parameter. */
function nomme({ aide, parametres }: Appel, cle: 'taux' | 'base_max', type: 'taux' | 'montant'): Defaut[] {
  const nom = aide[cle]
  if (typeof nom !== 'string') return []
  const chemin = ['aide', cle]
  const p = Object.hasOwn(parametres, nom) ? parametres[nom] : undefined
  if (!p)
    return [{ chemin, message: `le paramètre «\u00a0${nom}\u00a0» n’existe pas dans cet appel${suggestion(nom, Object.keys(parametres))}` }]
  if (p.type !== type)
    return [{ chemin, message: `«\u00a0${nom}\u00a0» n’est pas un ${type} : on attend un paramètre de type «\u00a0${type}\u00a0»` }]
  const plage = p.plage !== undefined || p.plages !== undefined
  return type === 'montant' && plage ? [{ chemin, message: `«\u00a0${nom}\u00a0» est une plage : on attend un seul montant` }] : []
}

/** The fields of the plan that a rule may point to, by what the call asks. */
export const champsDuPlan = ({ plan, aide }: Appel): string[] => [
  'aide',
  ...(plan === 'aucun' || aide.calcul !== undefined ? [] : ['aide_minimale']),
  ...(plan === 'complet' ? ['part', 'autres', 'depenses', 'lots', 'ressources'] : plan === 'simple' ? ['cout', 'autres_aides'] : []),
]

/** The words of a letter that have no value without a cost; an act leaves out the paragraph that holds one. */
function motsSansCout({ lettres }: Appel): Defaut[] {
  return Object.entries(lettres).flatMap(([sens, l]) =>
    (l?.texte ?? []).flatMap((t, i): Defaut[] =>
      t.includes('{taux}')
        ? [
            {
              chemin: ['lettres', sens, 'texte', i],
              message: '« {taux} » n’a pas de valeur dans un appel sans plan de financement : il n’y a pas de coût',
            },
          ]
        : [],
    ),
  )
}
