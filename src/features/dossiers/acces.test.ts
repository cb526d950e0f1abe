import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { ADRESSES, type Adresse } from '../../test/acces-dossier.ts'
import { avecTableauFacultatif } from '../../test/appels/operation-collective.ts'
import { cetEtat } from '../../test/tirage.ts'
import { deposer, dossierPret, publier } from '../../test/vico.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'
import { ETATS, type Etat, type Place, peut } from '../decret/index.ts'

/** Every kind of person, and how each stands to the dossier of Vico, whose partner is Cozzano. */
const PERSONNES = {
  'un membre de Vico': 'porteur',
  'une partenaire, à qui rien n’est ouvert': 'partenaire',
  'un ancien membre de Vico': 'sans_lien',
  'une ancienne partenaire': 'sans_lien',
  'qui attend d’être membre de Vico': 'sans_lien',
  'une autre commune': 'sans_lien',
  'le référent du département': 'agent',
  'la référente d’un autre département': 'agent',
  'l’administratrice': 'administrateur',
  'un lecteur': 'agent',
  'un inconnu': 'personne',
} as const satisfies Record<string, Place>
type Personne = keyof typeof PERSONNES

let w: World
let cookies: Record<Personne, string | undefined>
const dossiers = {} as Record<Etat, { id: string; piece: string; autre: string }>

const agent = (role: 'referent_departemental' | 'administrateur' | 'lecteur', departements: string[] = []) =>
  w.compte({ roles: [{ role, departements, volets: [] } as never] })

/** Its preselection was told, by a letter. */
async function annoncer(id: string) {
  const emetteur = {
    blocMarque: null,
    nom: 'Guichet',
    service: 'Service',
    adresse: '2 rue',
    courriel: 'a@guichet.example',
    telephone: '01',
  }
  const tete = { theme: 'neutre', demonstration: true, emetteur, numero: 'D-1', appel: 'Appel', recuLe: '2026-10-15' }
  const corps = { objet: 'Objet', paragraphes: ['Oui.'], montants: [], conditions: [], auteur: 'Administratrice', recours: [] }
  await w.owner.query(
    `insert into preselection (id, guichet_id, appel_id, dossier_id, reponse, decidee_par, decidee_le, annoncee_par, annoncee_le, lettre)
    select $1, guichet_id, appel_id, id, 'oui', cree_par, depose_le, cree_par, depose_le, $3 from dossier where id = $2`,
    [nouvelId(), id, { ...tete, ...corps, destinataire: 'Vico', structure: 'Vico', titre: 'Projet' }],
  )
}

async function dossierDans(etat: Etat, membre: string) {
  const id = await dossierPret(w, membre)
  if (etat !== 'brouillon' && etat !== 'abandonne') expect((await deposer(w, membre, id)).status).toBe(303)
  const change = etat === 'rouvert' ? 'rouvert_le = depose_le' : `etat = '${etat}'`
  await w.owner.query(`update dossier set ${change} where id = $1`, [id])
  if (etat === 'preselectionne') await annoncer(id)
  const piece = await w.owner.query('select id from piece where dossier_id = $1 and code = $2', [id, 'deliberation'])
  const [cozzano, bastia] = [await w.structure('Cozzano'), await w.structure('Bastia')]
  for (const [structure, retire] of [
    [cozzano.id, null],
    [bastia.id, w.horloge.instant],
  ])
    await w.owner.query(
      'insert into partenaire (id, guichet_id, dossier_id, structure_id, invite_le, retire_le) values ($1, $2, $3, $4, $5, $6)',
      [nouvelId(), w.guichetId, id, structure, w.horloge.instant, retire],
    )
  return { id, piece: piece.rows[0].id as string, autre: nouvelId() }
}

beforeAll(async () => {
  w = await openWorld()
  await publier(w, avecTableauFacultatif)
  const membre = await w.compte({ structures: ['Vico'] })
  const [ancien, attente] = [await w.compte({ structures: ['Vico'] }), await w.compte({ structures: ['Vico'] })]
  await w.owner.query("update appartenance set etat = 'retiree' where compte_id = $1", [ancien.id])
  await w.owner.query("update appartenance set etat = 'demandee', active_le = null where compte_id = $1", [attente.id])
  cookies = {
    'un membre de Vico': membre.cookie,
    'une partenaire, à qui rien n’est ouvert': (await w.compte({ structures: ['Cozzano'] })).cookie,
    'un ancien membre de Vico': ancien.cookie,
    'une ancienne partenaire': (await w.compte({ structures: ['Bastia'] })).cookie,
    'qui attend d’être membre de Vico': attente.cookie,
    'une autre commune': (await w.compte({ structures: ['Ajaccio'] })).cookie,
    'le référent du département': (await agent('referent_departemental', ['2A'])).cookie,
    'la référente d’un autre département': (await agent('referent_departemental', ['2B'])).cookie,
    'l’administratrice': (await agent('administrateur')).cookie,
    'un lecteur': (await agent('lecteur')).cookie,
    'un inconnu': undefined,
  }
  for (const etat of ETATS) dossiers[etat] = await dossierDans(etat, membre.cookie)
})
afterAll(() => w.close())

const demander = (a: Adresse, etat: Etat, qui: Personne) => {
  const cookie = cookies[qui]
  return w.app.request(URL_TEST + a.chemin(dossiers[etat]), {
    method: a.methode,
    headers: { origin: URL_TEST, ...(cookie ? { cookie } : {}), ...a.entetes },
    ...(a.corps ? { body: typeof a.corps === 'string' ? a.corps : new URLSearchParams(a.corps) } : {}),
  })
}

/** Everything that an act on a dossier writes; who has it open is not part of it. */
async function empreinte(id: string) {
  const tables = ['piece', 'depot', 'partenaire', 'televersement', 'derogation', 'message', 'preselection']
  const comptes = tables.map(t => `(select md5(string_agg(x::text, '' order by x::text)) from ${t} x where x.dossier_id = d.id)`)
  const { rows } = await w.owner.query(
    `select concat_ws('/', md5(d::text), ${comptes}) as tout, (select count(*) from dossier) as nombre,
    (select count(*) from validation) as validations from dossier d where d.id = $1`,
    [id],
  )
  return rows[0]
}

const motif = (chemin: string) => chemin.replace(/\{[^}]*\}/g, '')
const nomDe = (a: Adresse) => `${a.methode} ${a.chemin({ id: ':id', piece: ':piece', autre: ':autre' })}`

describe('chaque adresse d’un dossier, chaque personne, chaque état', () => {
  it('aucune adresse d’un dossier ne manque à ce tableau', () => {
    const connues = ADRESSES.map(a => ({ methode: a.methode, chemin: a.chemin({ id: ':id', piece: ':piece', autre: ':autre' }) }))
    const segments = (chemin: string) => motif(chemin).split('/')
    const meme = (vrai: string, connu: string) => {
      const [x, y] = [segments(vrai), segments(connu)]
      return x.length === y.length && x.every((s, i) => s.startsWith(':') || s === y[i])
    }
    // what follows a decision has a decree of its own: `suivi/bilans/acces-bilans.test.ts`
    const duSuivi = (r: { path: string }) => /\/(suivi|bilans|actes|avenants)(\/|$)/.test(motif(r.path))
    const servies = w.app.routes.filter(r => r.method !== 'ALL' && r.path.startsWith(paths.dossiers.voir(':id')) && !duSuivi(r))
    expect(servies.length).toBeGreaterThan(10)
    const oubliees = servies.filter(r => !connues.some(k => k.methode === r.method && meme(r.path, k.chemin)))
    expect(oubliees.map(r => `${r.method} ${motif(r.path)}`)).toEqual([])
  })

  it.each(ADRESSES.map((a, n) => [nomDe(a), a, n] as const))('%s', async (_nom, a, n) => {
    for (const [k, etat] of ETATS.entries()) {
      if (!cetEtat(k, n)) continue
      const avant = await empreinte(dossiers[etat].id)
      for (const [qui, r] of Object.entries(PERSONNES) as [Personne, Place][]) {
        const permis = r === 'partenaire' && a.acte !== 'valider' ? peutSansEtape(a, etat) : permise(a, etat, r)
        const dansLeProjet = r === 'porteur' || r === 'partenaire'
        if (permis && a.methode !== 'GET' && dansLeProjet) continue
        const reponse = await demander(a, etat, qui)
        const cas = `${qui}, dossier ${etat}`
        if (r === 'personne') expect([reponse.status, reponse.headers.get('location')?.split('?')[0]], cas).toEqual([303, paths.connexion])
        else if (!dansLeProjet) expect(reponse.status, cas).toBe(404)
        else if (permis) expect([200, 303, 404], cas).toContain(reponse.status)
        else expect([303, 400, 403, 404, 409, 415, 422], cas).toContain(reponse.status)
        await reponse.body?.cancel()
      }
      expect(await empreinte(dossiers[etat].id), `dossier ${etat}, après les refus`).toEqual(avant)
    }
  })
})

/** A partner to whom no étape was opened reads, and fills in nothing. */
const peutSansEtape = (a: Adresse, etat: Etat) =>
  permise(a, etat, 'partenaire') && !['remplir', 'joindre', 'retirer_piece'].includes(a.acte)

const permise = ({ acte }: Adresse, etat: Etat, r: Place) =>
  acte === 'sa page' ? r === 'porteur' || r === 'partenaire' : peut(r, acte, { dossier: etat })
