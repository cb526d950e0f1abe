import { type Appel, tableauxDe } from '../cahier/index.ts'
import { coherence } from './coherence.ts'
import type { Defaut } from './erreurs-schema.ts'
import { champsMinimis } from './references-autres.ts'
import { referencesDesAvis } from './references-avis.ts'
import { clauses, inconnu } from './references-clauses.ts'
import { champsDuPlan, referencesDuPlan } from './references-plan.ts'
import { tableauxJustes } from './tableaux-justes.ts'

type Chemin = PropertyKey[]
/** Codes that must be unique in their list. */
function doublons(liste: readonly unknown[], cle: 'code' | 'id' | 'numero', chemin: Chemin): Defaut[] {
  const vus = new Set<unknown>()
  return liste.flatMap((t, i) => {
    const valeur = (t as Record<string, unknown>)[cle]
    if (!vus.has(valeur)) {
      vus.add(valeur)
      return []
    }
    return [{ chemin: [...chemin, i, cle], message: `«\u00a0${String(valeur)}\u00a0» est déjà pris plus haut dans cette liste` }]
  })
}

/** Lists of codes that must name something of the call. */
function codes(appel: Appel): Defaut[] {
  const volets = appel.volets.map(v => v.code)
  const departements = appel.territoire.departements.map(d => d.code)
  const natures = appel.natures.map(n => n.code)
  const verifier = (quoi: string, cites: readonly string[] | undefined, connus: readonly string[], chemin: Chemin): Defaut[] =>
    (cites ?? []).flatMap((cite, i) => (connus.includes(cite) ? [] : [{ chemin: [...chemin, i], message: inconnu(quoi, cite, connus) }]))
  const un = (quoi: string, cite: string | undefined, connus: readonly string[], chemin: Chemin): Defaut[] =>
    cite === undefined || connus.includes(cite) ? [] : [{ chemin, message: inconnu(quoi, cite, connus) }]
  const posees = appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions))
  const questions = posees.map(q => q.id)
  const dates = posees.filter(q => q.type === 'date').map(q => q.id)
  return [
    ...un('la question de date', appel.suivi.debut, dates, ['suivi', 'debut']),
    ...un('la question de date', appel.suivi.fin, dates, ['suivi', 'fin']),
    ...appel.formulaires.flatMap((f, i) => verifier('le volet', f.volets, volets, ['formulaires', i, 'volets'])),
    ...appel.enveloppes.flatMap((e, i) => [
      ...verifier('le volet', e.volets, volets, ['enveloppes', i, 'volets']),
      ...verifier('le département', e.departements, departements, ['enveloppes', i, 'departements']),
    ]),
    ...appel.contacts.flatMap((c, i) => [
      ...verifier('le volet', c.volets, volets, ['contacts', i, 'volets']),
      ...verifier('le département', c.departements, departements, ['contacts', i, 'departements']),
    ]),
    ...(appel.comite?.composition ?? []).flatMap((m, i) =>
      un('le département', m.departement, departements, ['comite', 'composition', i, 'departement']),
    ),
    ...appel.volets.flatMap((v, i) =>
      v.actions.flatMap((a, j) =>
        un(
          'le renvoi',
          a.renvoi,
          appel.renvois.map(r => r.code),
          ['volets', i, 'actions', j, 'renvoi'],
        ),
      ),
    ),
    ...appel.documents.flatMap((d, i) =>
      un(
        'le formulaire',
        d.formulaire,
        appel.formulaires.map(f => f.code),
        ['documents', i, 'formulaire'],
      ),
    ),
    ...appel.simulateur.ecrans.flatMap((e, i) => {
      const ici = ['simulateur', 'ecrans', i]
      if (e.type === 'question' && tableauxDe(appel).has(e.question))
        return [{ chemin: [...ici, 'question'], message: `«\u00a0${e.question}\u00a0» est un tableau\u00a0: le test ne le demande pas` }]
      if (e.type === 'question') return un('la question', e.question, questions, [...ici, 'question'])
      return e.type === 'depenses'
        ? [...verifier('la nature', e.natures, natures, [...ici, 'natures']), ...un('la nature', e.solde, natures, [...ici, 'solde'])]
        : []
    }),
  ]
}

/** Fields of the typed blocks that a rule may point to, besides questions, pieces and expense natures. */
const CHAMPS = ['structure', 'partenaires', 'titre', 'volet', 'actions']
/** Those of a plan in full: a question of this name would be refused in a call that has none as well. */
const CHAMPS_DU_PLAN = ['aide', 'aide_minimale', 'part', 'autres', 'depenses']
/** Fields of the block `contact`: their names are taken where a form has it. */
const CHAMPS_CONTACT = ['contact_structure', 'contact_operationnel', 'contact_courriel', 'contact_telephone']
const champsContact = (appel: Appel) => (appel.formulaires.some(f => f.etapes.some(e => e.blocs.includes('contact'))) ? CHAMPS_CONTACT : [])
/** Lists of rows: a question of this name would share their place in the page. */
const LISTES = ['lots', 'ressources', 'jalons', 'indicateurs', 'beneficiaires']

function regles(appel: Appel): Defaut[] {
  const etapes = appel.formulaires.flatMap(f => f.etapes.map(e => e.code))
  const questions = appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.map(q => q.id)))
  const champs = [
    ...CHAMPS,
    ...champsDuPlan(appel),
    ...champsContact(appel),
    ...champsMinimis(appel),
    ...LISTES.filter(l => appel.plan === 'complet' || (l !== 'lots' && l !== 'ressources')),
    ...questions,
    ...appel.pieces.map(p => p.code),
    ...appel.natures.map(n => `depenses.${n.code}`),
  ]
  const colonnes = (t: string) =>
    tableauxDe(appel)
      .get(t)
      ?.colonnes.flatMap(c => (c.type === undefined ? [] : [c.code])) ?? []
  return appel.regles.flatMap((r, i) => [
    ...(r.tableau === undefined || r.champ === undefined || colonnes(r.tableau).includes(r.champ)
      ? []
      : [{ chemin: ['regles', i, 'champ'], message: inconnu('la colonne', r.champ, colonnes(r.tableau)) }]),
    ...(etapes.includes(r.etape) ? [] : [{ chemin: ['regles', i, 'etape'], message: inconnu('l’étape', r.etape, etapes) }]),
    ...(r.champ === undefined || r.tableau !== undefined || champs.includes(r.champ)
      ? []
      : [{ chemin: ['regles', i, 'champ'], message: inconnu('le champ', r.champ, champs) }]),
  ])
}

function uniques(appel: Appel): Defaut[] {
  const listes: [readonly unknown[], Chemin][] = [
    [appel.enveloppes, ['enveloppes']],
    [appel.calendrier.vagues, ['calendrier', 'vagues']],
    [appel.volets, ['volets']],
    [appel.renvois, ['renvois']],
    [appel.natures, ['natures']],
    [appel.formulaires, ['formulaires']],
    [appel.pieces, ['pieces']],
    [appel.instances, ['instances']],
    [appel.criteres.liste, ['criteres', 'liste']],
    [appel.engagements, ['engagements']],
    [appel.documents, ['documents']],
    [appel.avis, ['avis']],
    [appel.simulateur.ecrans, ['simulateur', 'ecrans']],
    ...appel.formulaires.map((f, i): [readonly unknown[], Chemin] => [f.etapes, ['formulaires', i, 'etapes']]),
  ]
  const actions = appel.volets.flatMap((v, i) =>
    v.actions.map((a, j) => ({ code: a.code, chemin: ['volets', i, 'actions', j, 'code'] as Chemin })),
  )
  return [
    ...listes.flatMap(([liste, chemin]) => doublons(liste, 'code', chemin)),
    ...doublons(appel.regles, 'id', ['regles']),
    ...doublons(appel.volets, 'numero', ['volets']),
    ...actions
      .filter((a, i) => actions.findIndex(b => b.code === a.code) < i)
      .map(a => ({ chemin: a.chemin, message: `l’action «\u00a0${a.code}\u00a0» existe déjà` })),
  ]
}

/** Questions: unique in a form; the same id in two forms must be the same question for the rules. */
function questions(appel: Appel): Defaut[] {
  const types = new Map<string, string>()
  return appel.formulaires.flatMap((f, i) => {
    const vues = new Set<string>()
    return f.etapes.flatMap((e, j) =>
      e.questions.flatMap((q, k): Defaut[] => {
        const chemin = ['formulaires', i, 'etapes', j, 'questions', k]
        const forme = `${q.type} ${(q.options ?? []).map(o => o.code).join(' ')} ${q.colonnes ? JSON.stringify([q.colonnes, q.unique]) : ''}`
        const connue = types.get(q.id)
        types.set(q.id, forme)
        if (
          [...CHAMPS, ...CHAMPS_DU_PLAN, ...champsDuPlan(appel), ...champsContact(appel), ...champsMinimis(appel), ...LISTES].includes(
            q.id,
          ) ||
          q.id.startsWith('depenses') ||
          (q.id === 'plan' && appel.lignes_du_plan !== undefined)
        )
          return [
            {
              chemin: [...chemin, 'id'],
              message: `«\u00a0${q.id}\u00a0» est déjà le nom d’un champ du dossier\u00a0: donnez un autre id à la question`,
            },
          ]
        if (vues.has(q.id))
          return [{ chemin: [...chemin, 'id'], message: `la question «\u00a0${q.id}\u00a0» est déjà posée dans ce formulaire` }]
        vues.add(q.id)
        return connue === undefined || connue === forme
          ? []
          : [
              {
                chemin: [...chemin, 'id'],
                message: `la question «\u00a0${q.id}\u00a0» a un autre type, d’autres options ou d’autres colonnes dans un autre formulaire`,
              },
            ]
      }),
    )
  })
}

/** What the schema cannot see: names that must exist, be unique, or cover everything. Pure. */
export const references = (appel: Appel): Defaut[] => [
  ...uniques(appel),
  ...questions(appel),
  ...tableauxJustes(appel),
  ...clauses(appel),
  ...codes(appel),
  ...regles(appel),
  ...referencesDuPlan(appel),
  ...referencesDesAvis(appel),
  ...coherence(appel),
]
