import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enLettres } from '../../lib/en-lettres.ts'
import { paths } from '../../paths.ts'
import { copiesAuComite } from '../../test/comite.ts'
import { type Decidee, decideAuComite } from '../../test/decisions.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { projetCommun, validerCommun } from '../../test/projet-commun.ts'
import { deposer, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { purgerOrphelins } from '../pieces/index.ts'
import { jouerEnvois } from './envoyer.ts'

const a = paths.administration
let w: World
type Compte = Awaited<ReturnType<World['compte']>>
let vico: Compte
let olmeto: Compte
let ailleurs: Compte
let admin: Compte
let modele: string
let dossiers: string[]
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
  vico = await w.compte({ structures: ['Vico'] })
  olmeto = await w.compte({ structures: ['Olmeto'] })
  ailleurs = await w.compte({ structures: ['Lumio'] })
  admin = await w.compte({ nom: 'Préfet de Corse', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const projet = await projetCommun(w, vico.cookie, ['Olmeto'])
  await validerCommun(w, olmeto.cookie, projet.id)
  await deposer(w, vico.cookie, projet.id)
  modele = projet.id
})
afterAll(() => w.close())
beforeEach(async () => {
  w.regler('2021-11-08T14:00:00')
  dossiers = await copiesAuComite(w, modele, 3)
})

const q = (texte: string, valeurs: unknown[] = []) => w.owner.query(texte, valeurs)
const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const decide = (dossier: string, d: Decidee) => decideAuComite(w, dossier, admin.id, d)
const confirmer = (ids: string[], cookie = admin.cookie) => w.post(a.confirmation(SLUG), { decisions: ids }, cookie)
const envoyer = async () => {
  const r = await w.post(a.envois(SLUG), {}, admin.cookie)
  await jouerEnvois(w.deps)
  return r
}
const lettresDe = async (dossier: string) =>
  (
    await q(
      `select n.id, s.nom, n.envoyee_le, n.ouverte_le, n.sha256 from notification n join structure s on s.id = n.structure_id
      where n.dossier_id = $1 order by s.nom desc, n.preparee_le`,
      [dossier],
    )
  ).rows
const etat = async (dossier: string) => (await q('select etat from dossier where id = $1', [dossier])).rows[0].etat
const courriels = async (compte: Compte) =>
  (await w.courriels()).filter(m => m.destinataire === compte.courriel && /^(Jusqu’à|Le dossier)/.test(m.sujet))

describe('notifier les décisions', () => {
  it('je confirme, je relis, j’envoie\u00a0: le porteur et son partenaire lisent leur lettre, et je sais qu’ils l’ont lue', async () => {
    const [d] = dossiers as [string]
    const echeance = async () => (await q('select echeance, echeance_motif from instruction where dossier_id = $1', [d])).rows[0]
    await q("update instruction set echeance = '2022-05-16T21:59:59Z', echeance_motif = 'decision' where dossier_id = $1", [d])
    const decision = await decide(d, { sens: 'partiel', montant: 900_050, conditions: 'Associer les usagers avant juin' })
    expect(await lire(w.get(a.notifications(SLUG), admin.cookie))).toContain('Retenu en partie')
    const apres = (await confirmer([decision])).headers.get('location')!
    expect(apres).toBe(`${a.notifications(SLUG)}?fait=confirmees-1`)
    expect(await lire(w.get(apres, admin.cookie))).toContain('1 décision confirmée. Relisez les lettres, puis envoyez-les.')
    const [deVico, dOlmeto] = await lettresDe(d)
    expect([deVico.nom, dOlmeto.nom]).toEqual(['Vico', 'Olmeto'])
    const apercu = await lirePdf(Buffer.from(await (await w.get(a.lettre(SLUG, deVico.id), admin.cookie)).arrayBuffer()))
    expect(apercu.texte.replaceAll('\u00a0', ' ')).toContain('Votre projet est retenu en partie')
    // nothing outside before the sending
    expect(await etat(d)).toBe('delibere')
    expect((await w.get(paths.dossiers.notification(d), vico.cookie)).status).toBe(404)
    expect(await lire(w.get(paths.dossiers.voir(d), vico.cookie))).not.toContain('9 000,50')

    expect((await envoyer()).headers.get('location')).toContain('fait=envois-2')
    expect(await etat(d)).toBe('retenu')
    // seen to fail: the inbox went on expecting the decision that the letter gives
    expect(await echeance()).toEqual({ echeance: null, echeance_motif: null })
    // seen to fail: the delays went on running, and silence was worth something
    expect(await lire(w.get(paths.instruction.dossier(d), admin.cookie))).toContain('Décision 8 mois 13 mai 2022 Décision notifiée')
    expect(await courriels(vico)).toHaveLength(1)
    expect(await courriels(olmeto)).toHaveLength(1)
    expect((await courriels(vico))[0]!.texte).not.toContain('9 000')
    expect((await courriels(vico))[0]!.texte).toContain('Une décision est prise sur le dossier')
    const page = await lire(w.get(paths.dossiers.voir(d), vico.cookie))
    for (const mot of ['Votre projet est retenu en partie', '9 000,50 €', 'Associer les usagers avant juin', 'Lire la lettre'])
      expect(page).toContain(mot)
    const octets = Buffer.from(await (await w.get(paths.dossiers.notification(d), vico.cookie)).arrayBuffer())
    const [envoyee] = await lettresDe(d)
    expect(createHash('sha256').update(octets).digest('hex')).toBe(envoyee.sha256)
    const { texte, roles } = await lirePdf(octets)
    expect(octets.toString('latin1')).toMatch(/pdfuaid:part>1</)
    expect([...roles]).toContain('H1')
    for (const mot of [
      'neuf mille euros et cinquante centimes',
      '9 000,50 €',
      'Préfet de Corse',
      '8 novembre 2021',
      'Associer les usagers',
      'Contester la décision',
    ])
      expect(texte.replace(/\s+/g, ' ')).toContain(mot)
    const lues = await lettresDe(d)
    expect(lues.map(l => [l.nom, l.ouverte_le !== null])).toEqual([
      ['Vico', true],
      ['Olmeto', false],
    ])
    expect(await lire(w.get(a.notifications(SLUG), admin.cookie))).toContain('Lue le 8 novembre 2021')
    expect((await w.get(paths.dossiers.notification(d), ailleurs.cookie)).status).toBe(404)
    // the cleaning of the storage leaves it
    await purgerOrphelins(w.deps, new Date(Date.now() + 3 * 86_400_000))
    expect((await w.get(paths.dossiers.notification(d), vico.cookie)).status).toBe(200)
    expect(await lire(w.get(paths.projetsAides({ appel: SLUG })))).toContain('9 000,50 €')
  })

  it('chaque décision a ses mots\u00a0: retenu sans recours, non retenu avec son motif, liste complémentaire avec son rang', async () => {
    const [retenu, refuse, attente] = dossiers as [string, string, string]
    await confirmer([
      await decide(retenu, { sens: 'retenu', montant: 1_000_000 }),
      await decide(refuse, { sens: 'non_retenu', motif: 'Le projet relève d’un autre appel, {montant} compris.' }),
      await decide(attente, { sens: 'liste_complementaire', rang: 2 }),
    ])
    await envoyer()
    expect([await etat(retenu), await etat(refuse), await etat(attente)]).toEqual(['retenu', 'non_retenu', 'liste_complementaire'])
    const lettre = async (d: string) =>
      (await lirePdf(Buffer.from(await (await w.get(paths.dossiers.notification(d), vico.cookie)).arrayBuffer()))).texte.replace(
        /\s+/g,
        ' ',
      )
    expect(await lettre(retenu)).not.toContain('Contester')
    // what the comité wrote is never read as a word to replace
    expect(await lettre(refuse)).toContain('Le projet relève d’un autre appel, {montant} compris.')
    expect(await lettre(refuse)).toContain('tribunal administratif')
    expect(await lettre(attente)).toContain('au rang 2 de la liste complémentaire')
  })

  it('un dossier classé sans suite n’est pas « non retenu »\u00a0: sa lettre, mon espace et l’instruction disent « sans suite »', async () => {
    const [d] = dossiers as [string]
    await confirmer([await decide(d, { sens: 'sans_suite', motif: 'Le projet est déjà financé par la région.' })])
    await envoyer()
    expect(await etat(d)).toBe('sans_suite')
    const lettre = await lirePdf(Buffer.from(await (await w.get(paths.dossiers.notification(d), vico.cookie)).arrayBuffer()))
    expect(lettre.texte.replaceAll('\u00a0', ' ')).toContain('Votre dossier est classé sans suite')
    expect(lettre.texte).toContain('Le projet est déjà financé par la région.')
    expect(lettre.texte).not.toContain('n’est pas retenu')
    for (const [chemin, qui] of [
      [paths.dossiers.voir(d), vico],
      [paths.espace, vico],
      [paths.instruction.dossier(d), admin],
    ] as const) {
      const page = await lire(w.get(chemin, qui.cookie))
      expect(page).toMatch(/[Ss]ans suite/)
      // on the other pages, another dossier of the same commune may be
      if (qui === vico && chemin !== paths.espace) expect(page).not.toMatch(/[Nn]on retenu/)
    }
    // it may still be corrected, as any decision that was told
    expect((await w.get(a.correction(SLUG, d), admin.cookie)).status).toBe(200)
  })

  it('l’envoi rejoué, ou joué deux fois en même temps, n’envoie rien deux fois', async () => {
    const ids = await Promise.all(dossiers.map(d => decide(d, { sens: 'non_retenu', motif: 'Non.' })))
    await confirmer(ids)
    const avant = (await courriels(vico)).length
    await w.post(a.envois(SLUG), {}, admin.cookie)
    await Promise.all([jouerEnvois(w.deps), jouerEnvois(w.deps), w.post(a.envois(SLUG), {}, admin.cookie)])
    await jouerEnvois(w.deps)
    expect((await courriels(vico)).length).toBe(avant + 3)
    const envois = (await w.journal()).filter(e => e.action === 'notification.envoyee' && dossiers.includes(e.objet_id!))
    expect(envois).toHaveLength(6)
  })

  it('six confirmations à la fois n’en font qu’une, et une lettre par structure', async () => {
    const [d] = dossiers as [string]
    const id = await decide(d, { sens: 'retenu', montant: 500_000 })
    const six = await Promise.all(Array.from({ length: 6 }, () => confirmer([id])))
    expect(six.every(r => r.status === 303)).toBe(true)
    expect(await lettresDe(d)).toHaveLength(2)
  })

  it('une décision remplacée avant l’envoi n’est jamais dite\u00a0; la nouvelle se confirme à son tour', async () => {
    const [d] = dossiers as [string]
    const premiere = await decide(d, { sens: 'retenu', montant: 500_000 })
    await confirmer([premiere])
    const seconde = await decide(d, { sens: 'partiel', montant: 300_000, remplace: premiere })
    expect(await lire(confirmer([premiere]))).toContain('Une décision cochée a changé depuis')
    await envoyer()
    expect(await etat(d)).toBe('delibere')
    await confirmer([seconde])
    await envoyer()
    expect(await lire(w.get(paths.dossiers.voir(d), vico.cookie))).toContain('3 000 €')
    expect((await lettresDe(d)).filter(l => l.envoyee_le)).toHaveLength(2)
  })

  it('sans rien cocher, la page le dit\u00a0; un porteur, un référent, un inconnu n’ont pas cette page', async () => {
    const r = await confirmer([])
    expect(r.status).toBe(422)
    expect(await lire(r)).toContain('Cochez au moins une décision')
    const referent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
    const [{ id }] = (await q('select id from notification limit 1')).rows
    for (const { cookie } of [vico, referent])
      for (const essai of [
        w.get(a.notifications(SLUG), cookie),
        w.post(a.confirmation(SLUG), {}, cookie),
        w.post(a.envois(SLUG), {}, cookie),
        w.get(a.lettre(SLUG, id), cookie),
      ])
        expect((await essai).status).toBe(404)
    expect((await w.get(a.notifications(SLUG))).status).toBe(303)
  })

  it('qui parle pour une structure du projet ne confirme pas sa décision', async () => {
    const [d] = dossiers as [string]
    const adjointe = await w.compte({ structures: ['Olmeto'], roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    const id = await decide(d, { sens: 'retenu', montant: 543_210 })
    const r = await confirmer([id], adjointe.cookie)
    expect(r.status).toBe(422)
    expect(await lire(r)).toContain('une autre personne s’en charge')
    expect(await lettresDe(d)).toEqual([])
    // nor reads it before its letters have left, by the page or by the letter
    await confirmer([id])
    const page = await lire(w.get(a.notifications(SLUG), adjointe.cookie))
    expect(page).toContain('Non montrée : conflit d’intérêts')
    expect(page).not.toContain('5 432,10 €')
    const [lettre] = await lettresDe(d)
    expect((await w.get(a.lettre(SLUG, lettre.id), adjointe.cookie)).status).toBe(422)
    expect((await w.get(a.lettre(SLUG, lettre.id), admin.cookie)).status).toBe(200)
    await envoyer()
    expect(await lire(w.get(a.notifications(SLUG), adjointe.cookie))).toContain('5 432,10 €')
  })
})

it.each([
  [6_600_000, 'soixante-six mille euros'],
  [8_000, 'quatre-vingts euros'],
  [100_000_000, 'un million d’euros'],
  [230_048_001, 'deux millions trois cent mille quatre cent quatre-vingts euros et un centime'],
])('%i centimes se disent « %s »', (centimes, mots) => {
  expect(enLettres(centimes)).toBe(mots)
})
