import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { deMinimis, type MondeForfait, ouvrirForfait, SLUG_FORFAIT } from '../../test/forfait.ts'
import { autorite, engagerTout, faireSigner, lireTout, presenter, signer } from '../../test/signataires.ts'
import { acteurDuCompte } from '../comptes/index.ts'
import { demanderEnvois, jouerEnvois } from './index.ts'

/** Two calls whose aids are de minimis, 5 000 € over three years, and a commune to which each has granted 3 600 € before either of them has said so. */
const JUMEAU = 'ateliers-du-soir-2027'
const jumeau = (texte: string) =>
  deMinimis(texte).replace(`slug: ${SLUG_FORFAIT}`, `slug: ${JUMEAU}`).replace('code_dossier: AN27', 'code_dossier: AS27')
const { administration: a } = paths
const DES_DEUX = 'Une autre aide de minimis s’annonce à ce porteur en ce moment : recommencez dans quelques minutes'

describe('deux appels accordent une aide de minimis au même porteur', () => {
  let m: MondeForfait
  let ici: string
  let la: string
  beforeEach(async () => {
    m = await ouvrirForfait(deMinimis, jumeau)
    ici = await m.brouillon({ minimis_autres: 'non' })
    la = await m.brouillon({ minimis_autres: 'non' }, JUMEAU)
    for (const id of [ici, la]) expect((await m.deposer(id)).status).toBe(303)
    await m.relever('2027-03-15T16:00:01')
    for (const id of [ici, la]) await m.auComite(id)
    m.w.regler('2027-04-20T14:30:00')
    // neither comité knows of the other's decision
    await m.figer(await m.decider(ici, '3 600'))
    await m.figer(await m.decider(la, '3 600', 'retenu', JUMEAU))
    await m.confirmer(ici)
  }, 120_000)
  afterEach(() => m.w.close())

  const envoyer = (slug: string) => m.w.post(a.envois(slug), {}, m.administratrice.cookie)
  const demandees = async (): Promise<string[]> =>
    (await m.q('select dossier_id from notification where demandee_le is not null')).rows.map(r => r.dossier_id)
  const enVigueur = async (id: string) =>
    (await m.q('select id from decision d where dossier_id = $1 and not exists (select from decision r where r.remplace_id = d.id)', [id]))
      .rows[0].id as string
  const corriger = async (id: string, montant: string, slug = JUMEAU) => {
    const champs = { vue: await enVigueur(id), sens: 'partiel', montant, rang: '', motif: '', conditions: '', raison: 'Plafond atteint.' }
    return m.w.post(a.correction(slug, id), champs, m.administratrice.cookie)
  }

  const annoncer = async () => {
    expect((await envoyer(SLUG_FORFAIT)).status).toBe(303)
    await jouerEnvois(m.w.deps)
    m.w.regler('2027-04-21T09:00:00')
  }

  // seen to fail: both letters left, 2 200 € beyond the ceiling
  it('la première lettre part, la seconde reste\u00a0: je lis ce qui peut être accordé, je corrige, et elle part', async () => {
    await m.confirmer(la, JUMEAU)
    await annoncer()
    const reste = await envoyer(JUMEAU)
    expect(reste.status).toBe(409)
    const dit = await m.lire(reste)
    expect(dit).toContain('Aucune lettre n’est partie. Une décision reste :')
    expect(dit).toMatch(
      /3 600 € sur trois ans, dont 3 600 € annoncés depuis son dépôt, pour un plafond de 5 000 €\. Accordez-lui 1 400 € au plus\./,
    )
    expect(await demandees()).toEqual([ici])
    // the page that it leads to says that nobody has read a letter of it
    expect(dit).toContain('Corriger la décision')
    const page = await m.lire(m.w.get(a.correction(JUMEAU, la), m.administratrice.cookie))
    expect(page).toContain('Sa lettre n’est pas partie : le porteur n’en a rien lu.')
    expect(page).not.toContain('La lettre déjà envoyée')
    expect((await corriger(la, '1 400,01')).status).toBe(422)
    expect((await corriger(la, '1 400')).status).toBe(303)
    await m.confirmer(la, JUMEAU)
    expect((await envoyer(JUMEAU)).status).toBe(303)
    await jouerEnvois(m.w.deps)
    expect((await m.q('select etat from dossier where id = any($1) order by id', [[ici, la]])).rows.map(r => r.etat)).toEqual([
      'retenu',
      'retenu',
    ])
    const lettre = await m.lire(m.w.get(paths.dossiers.voir(la), m.porteur.cookie))
    expect(lettre).toContain('1 400 €')
    // nothing was told before: the letter corrects nothing
    expect(lettre).not.toContain('Elle remplace')
  })

  it('tant que la première lettre part, la seconde attend quelques minutes, sans dire l’aide de l’autre appel', async () => {
    await m.confirmer(la, JUMEAU)
    expect((await envoyer(SLUG_FORFAIT)).status).toBe(303)
    const dit = await m.lire(await envoyer(JUMEAU))
    expect(dit).toContain(DES_DEUX)
    expect(dit).not.toMatch(/3 600 € (sur trois ans|annoncés)/)
    expect(dit).not.toContain('Corriger la décision')
    expect((await corriger(la, '1 400')).status).toBe(422)
  })

  // seen to fail without the lock: both were asked for
  it('l’envoi d’un appel attend celui de l’autre, qui n’est pas fini', async () => {
    await m.confirmer(la, JUMEAU)
    const acteur = (await m.w.auGuichet(tx => acteurDuCompte(tx, m.w.guichetId, m.administratrice.id)))!
    const ctx = { db: m.w.deps.db, guichetId: m.w.guichetId, acteur, instant: m.w.horloge.maintenant() }
    const appel = async (slug: string): Promise<string> => (await m.q('select id from appel where slug = $1', [slug])).rows[0].id
    const [un, autre] = [await appel(SLUG_FORFAIT), await appel(JUMEAU)]
    const second = await m.w.auGuichet(async tx => {
      expect(await demanderEnvois({ ...ctx, tx }, un)).toMatchObject({ value: { lettres: 1 } })
      const r = demanderEnvois(ctx, autre)
      await Promise.race([r, setTimeout(500)])
      return { r }
    })
    expect(await second.r).toMatchObject({ value: { lettres: 0, retenues: [{ phrase: expect.stringContaining('en ce moment') }] } })
  })

  it('six envois en même temps dans les deux appels\u00a0: une seule des deux aides s’annonce', async () => {
    await m.confirmer(la, JUMEAU)
    const reponses = await Promise.all([0, 1, 2, 3, 4, 5].map(n => envoyer(n % 2 ? JUMEAU : SLUG_FORFAIT)))
    expect(reponses.filter(r => ![303, 409].includes(r.status))).toEqual([])
    expect(await demandees()).toHaveLength(1)
  })

  it('trois ans et un jour après la première, la seconde part entière', async () => {
    await m.confirmer(la, JUMEAU)
    await annoncer()
    m.w.regler('2030-04-21T09:00:00')
    // three years later, to the day: the first one counts no more
    expect((await envoyer(JUMEAU)).status).toBe(303)
    expect((await demandees()).sort()).toEqual([ici, la].sort())
  })

  describe('et le préfet signe pour le second', () => {
    let prefet: { id: string; cookie: string }
    let decision: string
    beforeEach(async () => {
      ;({ prefet } = await autorite(m.w, m.administratrice.cookie, JUMEAU))
      decision = await enVigueur(la)
    })
    const mettreASigner = () => presenter(m.w, m.administratrice.cookie, [decision], { slug: JUMEAU, avecActe: true })
    const TROP = 'Accordez-lui 1 400 € au plus'

    it('je ne présente plus une aide qui ne peut pas s’annoncer\u00a0: on me mène à sa correction', async () => {
      await annoncer()
      const r = await mettreASigner()
      expect(r.status).toBe(409)
      const dit = await m.lire(r)
      for (const mot of [TROP, 'Corriger la décision']) expect(dit).toContain(mot)
    })

    it('présentée avant, elle ne se signe plus', async () => {
      expect((await mettreASigner()).status).toBe(303)
      const actes = await lireTout(m.w, prefet)
      await annoncer()
      expect(await m.lire(signer(m.w, prefet, actes))).toContain(TROP)
      expect((await m.q('select 1 from signature_decision')).rowCount).toBe(0)
    })

    // seen to fail: its arrêté was signed with it, and only an amendment could change it
    it('signée avant, sa lettre et son arrêté restent\u00a0: je corrige, on signe à nouveau, elle part', async () => {
      await faireSigner(m.w, m.administratrice.cookie, prefet, [decision], { slug: JUMEAU, avecActe: true })
      await engagerTout(m.w, m.administratrice.cookie, JUMEAU)
      await annoncer()
      const lettresDues = () => m.w.post(a.lettresDues(JUMEAU), {}, m.administratrice.cookie)
      const dit = await m.lire(await lettresDues())
      for (const mot of [TROP, 'Corriger la décision']) expect(dit).toContain(mot)
      expect((await m.q('select 1 from confirmation where decision_id = $1', [decision])).rowCount).toBe(0)
      expect((await corriger(la, '1 400')).status).toBe(303)
      await faireSigner(m.w, m.administratrice.cookie, prefet, [await enVigueur(la)], { slug: JUMEAU, avecActe: true })
      expect((await lettresDues()).status).toBe(303)
      await jouerEnvois(m.w.deps)
      expect(await m.etat(la)).toBe('retenu')
      expect(await m.lire(m.w.get(paths.dossiers.voir(la), m.porteur.cookie))).toContain('1 400 €')
      expect((await m.q('select 1 from acte where dossier_id = $1 and retire_le is null', [la])).rowCount).toBe(1)
    })
  })
})
