import { suggestion } from '../../lib/proche.ts'
import { type Appel, formulaireDuVolet, questionDe, tableauxDe } from '../cahier/index.ts'
import type { analyser } from '../recevabilite/index.ts'
import { type Lexique, valeurAttendue } from './attendues.ts'
import { celluleEcrite, type EssaiComplet, essaisComplets, reponseEcrite } from './essais.rules.ts'

/** `message` begins a French sentence. */
type Defaut = { chemin: PropertyKey[]; message: string }
type Essai = Appel['essais'][number]
type Analyse = Pick<ReturnType<typeof analyser>, 'lexique' | 'regles'>

const inconnu = (quoi: string, cite: string, connus: readonly string[]) =>
  `${quoi} «\u00a0${cite}\u00a0» n’existe pas${suggestion(cite, connus)}`

/** Names that must be some of the call's, in a list of the test dossier. */
const liste = (cle: string, quoi: string, cites: readonly string[] | undefined, connus: readonly string[]): Defaut[] =>
  (cites ?? []).flatMap((c, i) => (connus.includes(c) ? [] : [{ chemin: [cle, i], message: inconnu(quoi, c, connus) }]))
const cles = (chemin: PropertyKey[], quoi: string, groupe: object | undefined, connus: readonly string[]): Defaut[] =>
  Object.keys(groupe ?? {}).flatMap(c => (connus.includes(c) ? [] : [{ chemin: [...chemin, c], message: inconnu(quoi, c, connus) }]))

function reponses(appel: Appel, e: Essai): Defaut[] {
  const connues = appel.formulaires.flatMap(f => f.etapes.flatMap(x => x.questions.map(q => q.id)))
  return [
    ...liste('sans_reponse', 'la question', e.sans_reponse, connues),
    ...Object.entries(e.reponses).flatMap(([id, v]): Defaut[] => {
      const q = questionDe(appel, id)
      const lue = q && reponseEcrite(q, v)
      if (!lue) return [{ chemin: ['reponses', id], message: inconnu('la question', id, connues) }]
      return lue.ok ? [] : [{ chemin: ['reponses', id], message: `on attend ${lue.error}` }]
    }),
  ]
}

function tableaux(appel: Appel, e: Essai): Defaut[] {
  const connus = [...tableauxDe(appel).values()]
  return Object.entries(e.tableaux ?? {}).flatMap(([id, lignes]): Defaut[] => {
    const q = connus.find(x => x.id === id)
    if (!q)
      return [
        {
          chemin: ['tableaux', id],
          message: inconnu(
            'le tableau',
            id,
            connus.map(x => x.id),
          ),
        },
      ]
    // the rank of a line of the plan is its place in the list
    const colonnes = q.colonnes.filter(c => c.calcul === undefined && (q.liste === id || c.type !== 'rang'))
    return lignes.flatMap((ligne, i) =>
      Object.entries(ligne).flatMap(([code, v]): Defaut[] => {
        const chemin = ['tableaux', id, i, code]
        const colonne = colonnes.find(c => c.code === code)
        const lue = colonne && celluleEcrite(colonne, v)
        if (!lue)
          return [
            {
              chemin,
              message: inconnu(
                'la colonne',
                code,
                colonnes.map(c => c.code),
              ),
            },
          ]
        return lue.ok ? [] : [{ chemin, message: `on attend ${lue.error}` }]
      }),
    )
  })
}

function projet(appel: Appel, e: Essai): Defaut[] {
  const natures = appel.natures.map(n => n.code)
  const volets = appel.volets.map(v => v.code)
  return [
    ...(e.volet === undefined || volets.includes(e.volet) ? [] : [{ chemin: ['volet'], message: inconnu('le volet', e.volet, volets) }]),
    ...liste(
      'actions',
      'l’action',
      e.actions,
      appel.volets.flatMap(v => v.actions.map(a => a.code)),
    ),
    ...liste(
      'pieces',
      'la pièce',
      e.pieces,
      appel.pieces.map(p => p.code),
    ),
    ...cles(['depenses'], 'la nature', e.depenses, natures),
    ...(e.lots ?? []).flatMap((l, i) => cles(['lots', i, 'depenses'], 'la nature', l.depenses, natures)),
    ...(e.aides_obtenues ?? []).flatMap((a, i) =>
      a.appel === undefined || Object.hasOwn(appel.antecedents, a.appel)
        ? []
        : [{ chemin: ['aides_obtenues', i, 'appel'], message: inconnu('l’appel', a.appel, Object.keys(appel.antecedents)) }],
    ),
    ...(e.rang !== undefined && !appel.porteurs.ordre
      ? [{ chemin: ['rang'], message: 'cet appel n’a pas d’« ordre » : ses dossiers n’ont pas de rang' }]
      : []),
    ...horsDuPlan(appel, e),
    ...(e.depenses && e.lots ? [{ chemin: ['lots'], message: '« depenses » ou « lots », pas les deux' }] : []),
    ...((e.depenses || e.lots) && e.tableaux?.plan && appel.lignes_du_plan
      ? [{ chemin: ['tableaux', 'plan'], message: 'les lignes du plan sont déjà dans « depenses » ou « lots » : gardez l’un des deux' }]
      : []),
    ...(e.lots && appel.lignes_du_plan?.rang ? [{ chemin: ['lots'], message: 'un plan dont les lignes ont un rang n’a pas de lots' }] : []),
  ]
}

/** What the plan of this call does not ask for, or computes. */
const PLAN_COURT = ['cout', 'autres_aides'] as const
const PLAN_COMPLET = ['depenses', 'lots', 'part', 'financements'] as const
function horsDuPlan(appel: Appel, e: Essai): Defaut[] {
  const cles = [
    ...(appel.plan === 'simple' ? [] : PLAN_COURT),
    ...(appel.plan === 'complet' ? [] : PLAN_COMPLET),
    ...(appel.aide.calcul === undefined ? [] : (['aide'] as const)),
  ]
  return cles.flatMap(c => (e[c] === undefined ? [] : [{ chemin: [c], message: `le plan de cet appel ne demande pas «\u00a0${c}\u00a0»` }]))
}

/** What is expected names rules and values of the call. */
function attendus(appel: Appel, { lexique, regles }: Analyse, { attendu }: Essai): Defaut[] {
  const ids = [...regles.map(r => r.regle.id), ...appel.formulaires.flatMap(f => f.etapes.map(x => `completude-${x.code}`))]
  return [
    ...liste('bloquants', 'la règle', attendu.bloquants, ids),
    ...cles(['verdicts'], 'la règle', attendu.verdicts, ids),
    ...Object.entries(attendu.valeurs).flatMap(([nom, v]): Defaut[] => valeur(lexique, nom, v)),
  ].map(d => ({ ...d, chemin: ['attendu', ...d.chemin] }))
}
function valeur(lexique: Lexique, nom: string, v: Essai['attendu']['valeurs'][string]): Defaut[] {
  const def = lexique.get(nom)
  const chemin = ['valeurs', nom]
  if (!def) return [{ chemin, message: inconnu('la valeur', nom, [...lexique.keys()]) }]
  const lue = valeurAttendue(def, v)
  return lue.ok ? [] : [{ chemin, message: `on attend ${lue.error}` }]
}

/** What it must have once it has taken what it starts from. */
function entier(appel: Appel, e: EssaiComplet, avant: readonly string[], comme: string | undefined): Defaut[] {
  return [
    ...(comme === undefined || avant.includes(comme)
      ? []
      : [{ chemin: ['comme'], message: `aucun essai «\u00a0${comme}\u00a0» au-dessus de celui-ci${suggestion(comme, avant)}` }]),
    ...(e.porteur || comme ? [] : [{ chemin: ['porteur'], message: 'la clé «\u00a0porteur\u00a0» manque : qui dépose' }]),
    ...(e.volet !== undefined && e.attendu.depose && !formulaireDuVolet(appel, e.volet)
      ? [{ chemin: ['volet'], message: `aucun formulaire ne sert au volet «\u00a0${e.volet}\u00a0»` }]
      : []),
    ...(e.attendu.decision === 'partiel' && e.attendu.montant === undefined
      ? [{ chemin: ['attendu', 'montant'], message: 'la clé «\u00a0montant\u00a0» manque : ce que le comité accorde' }]
      : []),
  ]
}

/** What the schema cannot see of test dossiers: names that must be the call's, answers that must be their question's. Pure. */
export function defautsDesEssais(appel: Appel, analyse: Analyse): Defaut[] {
  const complets = new Map(essaisComplets(appel).map(e => [e.code, e]))
  const codes = appel.essais.map(e => e.code)
  return appel.essais.flatMap((e, i) => {
    const avant = codes.slice(0, i)
    const deja = avant.includes(e.code) ? [{ chemin: ['code'], message: `l’essai «\u00a0${e.code}\u00a0» existe déjà plus haut` }] : []
    const siens = [
      ...deja,
      ...entier(appel, complets.get(e.code)!, avant, e.comme),
      ...projet(appel, e),
      ...reponses(appel, e),
      ...tableaux(appel, e),
      ...attendus(appel, analyse, e),
    ]
    return siens.map(d => ({ ...d, chemin: ['essais', i, ...d.chemin] }))
  })
}
