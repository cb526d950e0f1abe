import type { Appel, Question } from '../cahier/index.ts'
import { cheminDuSecond } from '../temps/index.ts'
import type { Defaut } from './erreurs-schema.ts'

/** What two temps need of one another: one wave, then a later closing; names that are not taken twice; answers that the second may take from the first. Pure. */
export const referencesDesTemps = (appel: Appel): Defaut[] =>
  appel.phases && appel.second
    ? [...rythme(appel), ...noms(appel, appel.second), ...reprises(appel, appel.second), ...essais(appel, appel.second)]
    : []

const ici = (appel: Appel, chemin: PropertyKey[]) => cheminDuSecond(appel, chemin)

function rythme({ phases, calendrier }: Appel): Defaut[] {
  const [vague, autre] = calendrier.vagues
  const { cloture } = phases!.dossier_complet
  const seule = 'un appel en deux temps a une seule vague, celle des intentions : la suite est dans « phases »'
  return [
    ...(calendrier.continu || autre ? [{ chemin: ['calendrier'], message: seule }] : []),
    ...(vague?.cloture && cloture <= vague.cloture
      ? [{ chemin: ['phases', 'dossier_complet', 'cloture'], message: 'on attend une clôture postérieure à celle des intentions' }]
      : []),
  ]
}

/** A verdict is kept by the id of its rule, and a form has its page: neither is the same at both temps. */
function noms(appel: Appel, second: Appel): Defaut[] {
  const regles = new Set(appel.regles.map(r => r.id))
  const formulaires = new Set(appel.formulaires.map(f => f.code))
  return [
    ...second.regles.flatMap((r, i) =>
      regles.has(r.id)
        ? [{ chemin: ici(appel, ['regles', i, 'id']), message: `« ${r.id} » est déjà une règle du premier temps : donnez-lui un autre id` }]
        : [],
    ),
    ...second.formulaires.flatMap((f, i) =>
      formulaires.has(f.code)
        ? [
            {
              chemin: ici(appel, ['formulaires', i, 'code']),
              message: `« ${f.code} » est déjà un formulaire du premier temps : donnez-lui un autre code`,
            },
          ]
        : [],
    ),
  ]
}

const forme = (q: Question) => `${q.type} ${(q.options ?? []).map(o => o.code).join(' ')} ${q.colonnes ? JSON.stringify(q.colonnes) : ''}`
/** A question that both temps ask keeps its answer: it is then the same question. */
function reprises(appel: Appel, second: Appel): Defaut[] {
  const formes = new Map(appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => [q.id, forme(q)] as const))))
  return second.formulaires.flatMap((f, i) =>
    f.etapes.flatMap((e, j) =>
      e.questions.flatMap((q, k) =>
        (formes.get(q.id) ?? forme(q)) === forme(q)
          ? []
          : [
              {
                chemin: ici(appel, ['formulaires', i, 'etapes', j, 'questions', k, 'id']),
                message: `la question « ${q.id} » est reprise de l’intention : elle y a un autre type, d’autres options ou d’autres colonnes`,
              },
            ],
      ),
    ),
  )
}

function essais({ essais: premiers }: Appel, second: Appel): Defaut[] {
  const connus = new Set(premiers.map(e => e.code))
  return second.essais.flatMap((e, i) =>
    e.intention === undefined || connus.has(e.intention)
      ? []
      : [{ chemin: ['essais', premiers.length + i, 'intention'], message: `aucun essai du premier temps ne s’appelle « ${e.intention} »` }],
  )
}
