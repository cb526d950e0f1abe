import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId, type Role } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import {
  ADRESSES_INSTRUCTION,
  ADRESSES_SERVICE,
  type AdresseInstruction,
  empreinteDe,
  enTour,
  type Lieux,
  type Ou,
  PERSONNES,
  sonTour,
} from '../../test/acces-instruction.ts'
import { JUMEAU, publierJumeau } from '../../test/appel-jumeau.ts'
import { partenairesDe, projetCommun, validerCommun } from '../../test/projet-commun.ts'
import { cetEtat } from '../../test/tirage.ts'
import { deposer, dossierPret, publier } from '../../test/vico.ts'
import { openWorld, URL_TEST, type World } from '../../test/world.ts'
import { ETATS_INSTRUITS, type EtatInstruit, peut } from '../decret/index.ts'

type Personne = keyof typeof PERSONNES
type Cas = { quel: 0 | 1; etat: EtatInstruit; lieux: Lieux }

let w: World
let cookies: Record<Personne, string | undefined>
const cas: Cas[] = []
let brouillon: Lieux

const VOLETS = ['volet_1', 'volet_2', 'volet_3']
const compte = (role: Role['role'], departements: string[] = [], volets: string[] = [], structures: string[] = []) =>
  w.compte({ roles: [{ role, departements, volets }], structures })
/** Somebody of these calls alone: the twin has the same volets and départements. */
const deCesAppels = (appels: string[]) =>
  w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: VOLETS, appels }] })

async function dossiers(membre: string, partenaire: string) {
  for (const etat of ETATS_INSTRUITS)
    for (const quel of [0, 1] as const) {
      const id = quel === 0 ? (await projetCommun(w, membre, ['Bastia'])).id : await dossierPret(w, membre)
      if (quel === 0) expect((await validerCommun(w, partenaire, id)).status).toBe(303)
      expect((await deposer(w, membre, id)).status, `${etat} ${quel}`).toBe(303)
      await w.owner.query('update dossier set etat = $2 where id = $1', [id, etat])
      cas.push({ quel, etat, lieux: await lieuxDe(id) })
    }
  brouillon = await lieuxDe(await dossierPret(w, membre))
}

async function lieuxDe(id: string): Promise<Lieux> {
  const { rows } = await w.owner.query('select id from piece where dossier_id = $1 and code = $2', [id, 'deliberation'])
  return { id, piece: rows[0].id, regle: 'porteur', autre: nouvelId() }
}

/** Gives every dossier to one, gave it to another; one stands in for the référent of Corse-du-Sud, others did. */
async function donner(v: {
  accorde: string
  ouverte: readonly string[]
  fermee: string
  remplace: string
  interims: [string, string, string, boolean][]
}) {
  for (const { lieux } of cas)
    for (const [qui, retiree] of [...v.ouverte.map(qui => [qui, null] as const), [v.fermee, w.horloge.instant] as const])
      await w.owner.query(
        `insert into ouverture_dossier (id, guichet_id, dossier_id, compte_id, accordee_par, accordee_le, retiree_le, retiree_par)
          values ($1, $2, $3, $4, $5, $6, $7, $5)`,
        [nouvelId(), w.guichetId, lieux.id, qui, v.accorde, w.horloge.instant, retiree],
      )
  for (const [qui, du, au, annule] of v.interims)
    await w.owner.query(
      `insert into interim (id, guichet_id, remplace_id, remplacant_id, du, au, accorde_par, accorde_le, annule_le)
        values ($1, $2, $3, $4, $5, $6, $7, $5, $8)`,
      [nouvelId(), w.guichetId, v.remplace, qui, du, au, v.accorde, annule ? w.horloge.instant : null],
    )
}

beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  await publierJumeau(w)
  const membre = await w.compte({ structures: ['Vico'] })
  const bastia = await w.compte({ structures: ['Bastia'] })
  const referent = await compte('referent_departemental', ['2A'], VOLETS)
  const admin = await compte('administrateur')
  const autres = []
  for (let n = 0; n < 5; n++) autres.push(await compte('referent_regional', [], ['volet_4']))
  const [ouverte, fermee, remplace, aRemplace, annule] = autres as [typeof admin, typeof admin, typeof admin, typeof admin, typeof admin]
  const [dAutreAppel, ouverteAutreAppel, remplaceAutreAppel] = [
    await deCesAppels([JUMEAU.slug]),
    await deCesAppels([JUMEAU.slug]),
    await deCesAppels([JUMEAU.slug]),
  ]
  await dossiers(membre.cookie, bastia.cookie)
  await donner({
    accorde: admin.id,
    ouverte: [ouverte.id, ouverteAutreAppel.id],
    fermee: fermee.id,
    remplace: referent.id,
    interims: [
      [remplace.id, '2021-09-01T00:00:00Z', '2021-10-01T00:00:00Z', false],
      [aRemplace.id, '2021-08-01T00:00:00Z', '2021-09-01T00:00:00Z', false],
      [remplaceAutreAppel.id, '2021-09-01T00:00:00Z', '2021-10-01T00:00:00Z', false],
      [annule.id, '2021-09-01T00:00:00Z', '2021-10-01T00:00:00Z', true],
    ],
  })
  cookies = {
    'le référent de Corse-du-Sud': referent.cookie,
    'la référente de Haute-Corse': (await compte('referent_departemental', ['2B'], VOLETS)).cookie,
    'une référente de Haute-Corse, pour d’autres volets': (await compte('referent_departemental', ['2B'], ['volet_1'])).cookie,
    'le référent régional du volet 4': (await compte('referent_regional', [], ['volet_4'])).cookie,
    'une référente à qui le dossier est ouvert': ouverte.cookie,
    'une référente à qui il ne l’est plus': fermee.cookie,
    'une référente qui remplace celui de Corse-du-Sud': remplace.cookie,
    'une référente qui l’a remplacé': aRemplace.cookie,
    'une référente dont l’intérim est annulé': annule.cookie,
    'un référent sans département': (await compte('referent_departemental', [], VOLETS)).cookie,
    'un référent de Corse-du-Sud, pour un autre appel': dAutreAppel.cookie,
    'une référente d’un autre appel, à qui le dossier est ouvert': ouverteAutreAppel.cookie,
    'une référente d’un autre appel, qui remplace celui de Corse-du-Sud': remplaceAutreAppel.cookie,
    'une référente sans appel': (await deCesAppels([])).cookie,
    'l’administratrice': admin.cookie,
    'une administratrice, adjointe à Vico': (await compte('administrateur', [], [], ['Vico'])).cookie,
    'un référent de Corse-du-Sud, adjoint à Bastia': (await compte('referent_departemental', ['2A'], VOLETS, ['Bastia'])).cookie,
    'un lecteur': (await compte('lecteur')).cookie,
    'un membre de Vico': membre.cookie,
    'un membre de Bastia': bastia.cookie,
    'un inconnu': undefined,
  }
}, 120_000)
afterAll(() => w.close())

const demander = (methode: string, chemin: string, corps: Record<string, string> | undefined, qui: Personne) => {
  const cookie = cookies[qui]
  return w.app.request(URL_TEST + chemin, {
    method: methode,
    headers: { origin: URL_TEST, ...(cookie ? { cookie } : {}) },
    ...(methode === 'GET' ? {} : { body: new URLSearchParams(corps) }),
  })
}

const empreinte = (id: string) => empreinteDe(w, id)
const NOMS: Lieux = { id: ':id', piece: ':piece', regle: ':regle', autre: ':autre' }
const FIGURE = paths.instruction.figure('jours')
const nomDe = (a: AdresseInstruction) => `${a.methode} ${a.chemin(NOMS)}`
const sansMotif = (chemin: string) => chemin.replace(/\{[^}]*\}/g, '')
const EN_TOUR = enTour(PERSONNES)
/** What each dossier held last: nothing that is asked here changes it. */
const dernieres = new Map<string, string>()
const statutAttendu = (a: AdresseInstruction, etat: EtatInstruit, ou: Ou) => {
  if (ou === 'inconnu') return [303]
  if (ou === 'dehors') return [404]
  if (!peut(ou, a.acte, { dossier: etat })) {
    const unJour = ETATS_INSTRUITS.some(e => peut(ou, a.acte, { dossier: e }))
    // an act that is done already answers as when it was done, and writes nothing
    return unJour ? [409, ...(a.methode === 'POST' ? [303] : [])] : [403]
  }
  return a.methode === 'GET' ? [200, 303, 404] : undefined
}

describe('chaque adresse de l’instruction, chaque personne, chaque état', () => {
  it('aucune adresse servie ne manque à ces tableaux', () => {
    const connues = [
      ...ADRESSES_INSTRUCTION.map(a => ({ methode: a.methode, chemin: a.chemin(NOMS) })),
      ...ADRESSES_SERVICE.map(a => ({ methode: a.methode, chemin: a.chemin })),
    ]
    const meme = (vrai: string, connu: string) => {
      const [x, y] = [sansMotif(vrai).split('/'), connu.split('/')]
      return x.length === y.length && x.every((s, i) => s.startsWith(':') || s === y[i])
    }
    // calls compared are the direction's and the administration's: `adresses.test.ts`
    const servies = w.app.routes.filter(
      r => r.method !== 'ALL' && r.path.startsWith(paths.instruction.boite) && !r.path.startsWith(paths.instruction.comparaison),
    )
    expect(servies.length).toBeGreaterThan(5)
    const oubliees = servies.filter(r => !connues.some(k => k.methode === r.method && meme(r.path, k.chemin)))
    expect(oubliees.map(r => `${r.method} ${sansMotif(r.path)}`)).toEqual([])
  })

  it.each(ADRESSES_INSTRUCTION.map((a, n) => [nomDe(a), a, n] as const))('%s', async (_nom, a, n) => {
    for (const [k, { quel, etat, lieux }] of cas.entries()) {
      if (!cetEtat(k, n)) continue
      const avant = dernieres.get(lieux.id) ?? (await empreinte(lieux.id))
      for (const [qui, places] of Object.entries(PERSONNES) as [Personne, readonly [Ou, Ou]][]) {
        const attendu = statutAttendu(a, etat, places[quel])
        if (!attendu || (EN_TOUR.has(qui) && !sonTour(k, n))) continue
        const reponse = await demander(a.methode, a.chemin(lieux), a.corps, qui)
        expect(attendu, `${qui}, dossier ${etat}, ${quel === 0 ? 'commun' : 'seul'}\u00a0: ${reponse.status}`).toContain(reponse.status)
        if (places[quel] === 'inconnu') expect(reponse.headers.get('location')).toContain(paths.connexion)
        await reponse.body?.cancel()
      }
      dernieres.set(lieux.id, await empreinte(lieux.id))
      expect(dernieres.get(lieux.id), `dossier ${etat}, après ces demandes`).toBe(avant)
    }
  })

  it('un brouillon n’existe pour aucune adresse, qui que l’on soit', async () => {
    for (const a of ADRESSES_INSTRUCTION)
      for (const qui of ['le référent de Corse-du-Sud', 'l’administratrice', 'une référente qui remplace celui de Corse-du-Sud'] as const)
        expect((await demander(a.methode, a.chemin(brouillon), a.corps, qui)).status, `${nomDe(a)}, ${qui}`).toBe(404)
  })

  it('les pages du service ne s’ouvrent qu’à qui instruit, celles des chiffres aussi à un lecteur', async () => {
    for (const a of ADRESSES_SERVICE)
      for (const [qui, [ou]] of Object.entries(PERSONNES) as [Personne, readonly [Ou, Ou]][]) {
        const { status } = await demander(a.methode, a.chemin, a.corps, qui)
        const lecteur = qui === 'un lecteur' && a.chiffres
        const role = lecteur || !['un lecteur', 'un membre de Vico', 'un membre de Bastia', 'un inconnu'].includes(qui)
        // figures are those of a call
        const rien = a.chemin === FIGURE && ['un référent sans département', 'une référente sans appel'].includes(qui)
        const attendu =
          ou === 'inconnu'
            ? [303]
            : !role || a.propre || rien
              ? [404]
              : a.mene
                ? [303]
                : a.methode === 'GET'
                  ? [200]
                  : [303, 403, 404, 409, 422]
        expect(attendu, `${a.methode} ${a.chemin}, ${qui}\u00a0: ${status}`).toContain(status)
      }
  })

  it('les partenaires du dépôt sont ceux du dossier commun', async () => {
    const commun = cas.find(c => c.quel === 0)!
    expect(await partenairesDe(w, commun.lieux.id)).toHaveLength(1)
    const { rows } = await w.owner.query('select departements from instruction where dossier_id = $1', [commun.lieux.id])
    expect(rows[0].departements).toEqual(['2A', '2B'])
  })
})
