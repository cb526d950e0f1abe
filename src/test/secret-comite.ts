import { nouvelId } from '../contexte.ts'
import { jouerCalculs } from '../features/comite/index.ts'
import { paths } from '../paths.ts'
import { roleDe } from './acteur.ts'
import { ouvrirComite } from './comite.ts'

/** What the comité says of one dossier, by whose words it is found, and who must not read it. */
const montant = (euros: string) => new RegExp(`(?<![\\d,])(?<!\\d )${euros.replace(' ', ' ?')}(?![\\d]| \\d)`)
export const SECRETS = {
  note: /REPERE-COMMENTAIRE|REPERE-AVIS/,
  moyenne: /(?<!\d)19,5 sur 30/,
  debat: /REPERE-DEBAT/,
  decision: new RegExp(`REPERE-CONDITION|REPERE-MOTIF|${montant('4 321').source}|432100`),
  scenario: new RegExp(`${montant('7 654').source}|765400`),
}
export type Secret = keyof typeof SECRETS
export const TOUT = Object.keys(SECRETS) as Secret[]
/** Scores of others, and what is made of them: closed to whoever has not finalised theirs. */
const NOTES: Secret[] = ['note', 'moyenne', 'scenario']

/** Who asks, and what they must not find anywhere. Nothing of all that leaves before the letters. */
export const LECTEURS = {
  'un membre déporté de ce dossier': TOUT,
  'une administratrice, adjointe de la commune qui le porte': TOUT,
  'un référent qui siège, déporté de ce dossier': TOUT,
  'un membre qui n’a rien déclaré': TOUT,
  'un membre dont la note n’est pas finalisée': NOTES,
  'un membre d’une autre séance': TOUT,
  'le porteur': TOUT,
  'un référent': TOUT,
  'un lecteur': TOUT,
  'un inconnu': TOUT,
} as const satisfies Record<string, readonly Secret[]>
export type Lecteur = keyof typeof LECTEURS
export const LISTE = Object.keys(LECTEURS) as Lecteur[]

const p = paths.comite
const CODES = [
  'portage',
  'resultats',
  'constat',
  'co_construction',
  'feuille_de_route',
  'logiciel_libre',
  ...[1, 2, 3, 4].map(n => `priorite_${n}`),
]
/** Ten criteria: nine at 2, the last at what is said, with the marks. */
const grille = (derniere: string) => ({
  ...Object.fromEntries(CODES.map((c, n) => [`note-${c}`, n < 9 ? '2' : derniere])),
  'commentaire-portage': 'REPERE-COMMENTAIRE',
  avis: 'REPERE-AVIS',
})

/** Where an act that is done leads; any other answer is thrown, with its words. */
export const reussir = async (r: Response) => {
  if (r.status !== 303)
    throw new Error(
      `${r.status} ${(await r.text())
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 2000)}`,
    )
  return r.headers.get('location')!
}

/**
 * A séance in which one dossier is scored, calculated, debated and decided, with words that are found nowhere else; the people who may not read them, by their cookie.
 */
export async function planterSecret() {
  const m = await ouvrirComite()
  const q = (texte: string, valeurs: unknown[] = []) => m.w.owner.query(texte, valeurs)
  const cookies: Partial<Record<Lecteur, string>> = {}
  const { w, administratrice: admin } = m
  const [d, autre, ailleurs] = (await m.dossiers(3)) as [string, string, string]
  const seance = await m.seance([d, autre])
  await m.seance([ailleurs], { 'siege-0': m.suppleante.id })
  const membre = roleDe('membre_comite')
  const referent = roleDe('referent_departemental', ['2A'], ['volet_1', 'volet_2', 'volet_3'])
  const muet = await w.compte({ nom: 'Membre muet', roles: [membre] })
  const double = await w.compte({ nom: 'Référent qui siège', roles: [membre, referent] })
  for (const compte of [muet, double])
    await q(`insert into seance_membre (id, guichet_id, seance_id, compte_id, siege, college) values ($1, $2, $3, $4, 9, 'autre')`, [
      nouvelId(),
      w.guichetId,
      seance,
      compte.id,
    ])
  Object.assign(cookies, {
    'un membre déporté de ce dossier': m.hauteCorse.cookie,
    'une administratrice, adjointe de la commune qui le porte': (
      await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }], structures: ['Vico'] })
    ).cookie,
    'un référent qui siège, déporté de ce dossier': double.cookie,
    'un membre qui n’a rien déclaré': muet.cookie,
    'un membre dont la note n’est pas finalisée': m.corseDuSud.cookie,
    'un membre d’une autre séance': m.suppleante.cookie,
    'le porteur': m.porteur.cookie,
    'un référent': (await w.compte({ roles: [referent] })).cookie,
    'un lecteur': m.lecteur.cookie,
  } satisfies Partial<Record<Lecteur, string>>)
  for (const qui of [m.regionale, m.regional, m.corseDuSud, m.hauteCorse, double]) {
    const conflit = qui === m.hauteCorse || qui === double
    const corps = {
      [`interet-${autre}`]: 'aucun',
      [`interet-${d}`]: conflit ? 'conflit' : 'aucun',
      ...(conflit ? { [`motif-${d}`]: 'Un parent.' } : {}),
    }
    await reussir(await w.post(p.conflits(seance), corps, qui.cookie))
  }
  for (const [qui, derniere] of [
    [m.regionale, '1'],
    [m.regional, '2'],
  ] as const)
    for (const x of [d, autre]) await reussir(await w.post(p.finalisation(seance, x), grille(derniere), qui.cookie))
  const modele = await reussir(await w.post(p.scenarios(seance), { nom: 'Essai', objectif: 'points', reduits: 'oui' }, admin.cookie))
  await q(`update scenario set tirages = jsonb_set(tirages, '{tirages}', '4')`)
  await jouerCalculs(w.deps)
  const copie = (await reussir(await w.post(`${modele}/duplication`, {}, admin.cookie))).replace('/montants', '')
  const scenario = copie.slice(-36)
  await q(`update scenario set probleme = replace(probleme::text, '"plancher": 1000000', '"plancher": 100')::jsonb where id = $1`, [
    scenario,
  ])
  await reussir(
    await w.post(
      `${copie}/montants`,
      { nom: 'À la main', revision: '1', [`montant-${d}`]: '7 654', [`montant-${autre}`]: '10 000' },
      admin.cookie,
    ),
  )
  await reussir(await w.post(p.ouverture(seance), {}, admin.cookie))
  const { rows } = await q('select id, compte_id from seance_membre where seance_id = $1', [seance])
  const presences = Object.fromEntries(rows.map(r => [`presence-${r.id}`, 'present']))
  await reussir(
    await w.post(p.presences(seance), { ...presences, president: rows.find(r => r.compte_id === m.regionale.id).id }, admin.cookie),
  )
  const decider = (x: string, plus: Record<string, string>) =>
    w.post(p.decision(seance, x), { rang: '', motif: '', conditions: '', conclusion: '', vue: '', ...plus }, admin.cookie)
  await reussir(await decider(autre, { sens: 'retenu', montant: '10 000' }))
  await reussir(await decider(d, { sens: 'partiel', montant: '4 321', conditions: 'REPERE-CONDITION', conclusion: 'REPERE-DEBAT' }))
  return { m, secret: d, seance, scenario, cookies }
}
