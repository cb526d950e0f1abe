import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { instantDeParis } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { enContinu, MENSUEL } from '../../test/continu.ts'
import { deposer, dossierPret, lisible, ouvrir, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { lireAppel } from '../appels/index.ts'
import { releverVagues } from '../instruction/index.ts'
import { envoyerRappels } from '../rappels/index.ts'
import { refusDeFermer } from './fermetures.rules.ts'

const a = paths.administration
const AVIS = { jour: '20/09/2021', heure: '14:00', motif: 'L’enveloppe est presque attribuée.' }
let w: World
type Compte = Awaited<ReturnType<World['compte']>>
let admin: Compte
let referent: Compte
let vico: Compte
let collegue: Compte
beforeAll(async () => {
  w = await openWorld()
  await publier(w, enContinu([...MENSUEL, 'fin: 2022-06-30 23:59:59']))
  admin = await w.compte({ nom: 'Administratrice', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  referent = await w.compte({ roles: [{ role: 'referent_departemental', departements: ['2A'], volets: [] }] })
  vico = await w.compte({ structures: ['Vico'] })
  collegue = await w.compte({ structures: ['Vico'] })
})
afterAll(() => w.close())
beforeEach(async () => {
  await w.owner.query('alter table fermeture disable trigger rouverte')
  await w.owner.query("update fermeture set rouverte_le = publiee_le, rouverte_motif = 'Remise à zéro' where rouverte_le is null")
  await w.owner.query('alter table fermeture enable trigger rouverte')
  await w.owner.query('delete from fermeture')
  await w.owner.query("update dossier set etat = 'abandonne' where etat = 'brouillon'")
  w.regler('2021-09-13T10:00:00')
})

const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const fermer = (corps: Record<string, string> = AVIS, qui = admin) => w.post(a.fermeture(SLUG), corps, qui.cookie)
const rouvrir = (motif = '150 000 € de plus sont ouverts.', qui = admin) => w.post(a.reouverture(SLUG), { motif }, qui.cookie)
const mails = async (mot: string) => (await w.courriels()).filter(c => c.sujet.includes(mot))
const page = () => lire(w.get(paths.appels.voir(SLUG)))

describe('fermer un appel avant sa fin', () => {
  // seen to fail: the page of the call went on with its relevés, drawn before the notice
  it('l’avis est public, la page compte les jours, et chaque personne qui a un brouillon l’apprend une fois', async () => {
    expect(await page()).toContain('Rien ne presse')
    await dossierPret(w, vico.cookie)
    await dossierPret(w, vico.cookie)
    const avant = (await mails('les dépôts ferment')).length
    const six = await Promise.all(Array.from({ length: 6 }, () => fermer()))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    const lue = await page()
    for (const mot of [
      'Fermeture anticipée',
      'Fin des dépôts le lundi 20 septembre 2021 à 14 h 00',
      'L’enveloppe est presque attribuée.',
      '7 jours pour déposer',
      'Clôture le lundi 20 septembre 2021 à 14 h 00',
      'Fin des dépôts à 14 h 00',
    ])
      expect(lue).toContain(mot)
    const recus = (await mails('les dépôts ferment')).slice(avant)
    expect(recus.map(c => c.destinataire).sort()).toEqual([vico.courriel, collegue.courriel].sort())
    expect(recus[0]!.texte).toContain('L’enveloppe est presque attribuée.')
    const evenements = (await w.journal()).filter(e => e.action === 'appel.fermeture')
    expect(evenements.at(-1)).toMatchObject({ donnees: { motif: AVIS.motif, prevenus: 2 } })
    const ics = await (await w.get(paths.appels.calendrier(SLUG))).text()
    expect(ics).toContain('DTSTART:20210920T120000Z')
    // the notice was mailed less than seven days before: no reminder says it again that day
    w.regler('2021-09-13T12:00:00')
    await envoyerRappels(w.deps, w.horloge.instant)
    expect(await mails('Il reste 7 jours')).toEqual([])
  })

  it('six dépôts dans la dernière seconde comptent, six dans la suivante sont refusés d’une phrase, et rien n’est perdu', async () => {
    const prets: string[] = []
    // one after the other: a draft just opened is given again to whoever asks for one
    for (let i = 0; i < 12; i++) prets.push(await dossierPret(w, vico.cookie))
    expect(new Set(prets).size).toBe(12)
    expect((await fermer()).status).toBe(303)
    w.horloge.instant = new Date(instantDeParis('2021-09-20T14:00:00').getTime() + 999)
    const atemps = await Promise.all(prets.slice(0, 6).map(id => deposer(w, vico.cookie, id)))
    expect(atemps.map(r => r.status)).toEqual(Array(6).fill(303))
    w.horloge.instant = new Date(instantDeParis('2021-09-20T14:00:01').getTime())
    const tard = await Promise.all(prets.slice(6).map(id => deposer(w, vico.cookie, id)))
    expect(tard.map(r => r.status)).toEqual(Array(6).fill(422))
    const refus = await lire(tard[0]!)
    for (const mot of [
      'Votre dépôt est arrivé trop tard',
      'L’appel est clos depuis le lundi 20 septembre 2021 à 14 h 00 min 00 s',
      'Rien n’est perdu',
    ])
      expect(refus).toContain(mot)
    const ecrit = await w.post(paths.dossiers.etape(prets[6]!, 'projet'), { resume: 'Un texte long à ne pas perdre.' }, vico.cookie)
    expect([ecrit.status, await lire(ecrit)]).toEqual([422, expect.stringContaining('Un texte long à ne pas perdre.')])
    const un = await ouvrir(w, vico.cookie, { structure: (await w.structure('Vico')).id })
    expect(await lire(await w.get(un.headers.get('location')!, vico.cookie))).toContain('est clos depuis le')
    expect(await page()).toContain('Le dépôt est clos')
    // what was filed in time is read at the next relevé
    w.regler('2021-10-10T12:00:00')
    await releverVagues(w.deps, w.horloge.instant)
    const { rows } = await w.owner.query('select etat, count(*)::int as n from dossier where id = any($1) group by 1 order by 1', [prets])
    expect(rows).toEqual([
      { etat: 'brouillon', n: 6 },
      { etat: 'en_instruction', n: 6 },
    ])
  })

  it('retiré avant l’heure, l’avis ne ferme rien\u00a0: rouvert, les mêmes personnes sont prévenues, une fois', async () => {
    await dossierPret(w, vico.cookie)
    await fermer()
    const avant = (await mails('ne ferment plus')).length
    const six = await Promise.all(Array.from({ length: 6 }, () => rouvrir()))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    const lue = await page()
    for (const mot of ['Rouvert', '150 000 € de plus sont ouverts.', 'Rien ne presse']) expect(lue).toContain(mot)
    expect(
      (await mails('ne ferment plus'))
        .slice(avant)
        .map(c => c.destinataire)
        .sort(),
    ).toEqual([vico.courriel, collegue.courriel].sort())
    w.regler('2021-09-21T10:00:00')
    const id = await dossierPret(w, vico.cookie)
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    expect((await fermer({ ...AVIS, jour: '30/09/2021' })).status).toBe(303)
  })

  it.each([
    ['sans jour', { ...AVIS, jour: '' }, 422, 'Indiquez le jour de la fermeture'],
    ['un jour illisible', { ...AVIS, jour: 'bientôt' }, 422, 'n’est pas un jour'],
    ['une heure illisible', { ...AVIS, heure: 'midi' }, 422, 'n’est pas une heure'],
    ['sans raison', { ...AVIS, motif: '' }, 422, 'Dites pourquoi'],
    ['une raison sans fin', { ...AVIS, motif: 'a'.repeat(1001) }, 422, '1 000 caractères au plus'],
    ['trop proche', { ...AVIS, jour: '15/09/2021' }, 422, 'L’appel promet 7 jours après l’avis : pas avant le 20 septembre 2021 à 10 h 00'],
    ['une minute trop tôt', { ...AVIS, heure: '09:59' }, 422, 'pas avant le 20 septembre 2021 à 10 h 00'],
    ['passé', { ...AVIS, jour: '01/09/2021' }, 422, 'pas avant le'],
    ['après la fin', { ...AVIS, jour: '01/07/2022' }, 422, 'L’appel ferme déjà le 30 juin 2022'],
  ])('%s\u00a0: rien n’est publié, ce qui est tapé reste', async (_cas, corps, statut, phrase) => {
    const r = await fermer(corps)
    expect([r.status, await lire(r)]).toEqual([statut, expect.stringContaining(phrase)])
    expect((await w.owner.query('select count(*)::int as n from fermeture')).rows[0].n).toBe(0)
  })

  // seen to fail: the form proposed a day after the end of the call
  it('six jours avant sa fin, l’appel ne se ferme plus plus tôt\u00a0: la page le dit, et l’acte aussi', async () => {
    w.regler('2022-06-24T10:00:00')
    const dite = await lire(w.get(a.fermeture(SLUG), admin.cookie))
    expect(dite).toContain('Il est trop tard pour fermer plus tôt : l’appel ferme de lui-même le jeudi 30 juin 2022')
    expect(dite).not.toContain('Publier l’avis de fermeture')
    for (const jour of ['30/06/2022', '01/07/2022'])
      expect(await lire(await fermer({ ...AVIS, jour }))).toContain('L’appel ferme déjà le 30 juin 2022')
    w.regler('2022-06-23T10:00:00')
    expect(await lire(w.get(a.fermeture(SLUG), admin.cookie))).toContain('Publier l’avis de fermeture')
  })

  it('ni un référent ni un porteur ne ferment ni ne rouvrent\u00a0; passée l’heure, l’avis ne se retire plus', async () => {
    for (const qui of [referent, vico]) {
      for (const r of [await fermer(AVIS, qui), await rouvrir('Un motif assez long.', qui), await w.get(a.fermeture(SLUG), qui.cookie)])
        expect(r.status).toBe(404)
    }
    expect([(await rouvrir()).status, (await rouvrir('non')).status]).toEqual([409, 422])
    expect((await w.post(a.fermeture('rien'), AVIS, admin.cookie)).status).toBe(404)
    await fermer()
    w.regler('2021-09-20T14:00:00')
    const r = await rouvrir()
    expect([r.status, await lire(r)]).toEqual([409, expect.stringContaining('l’avis ne se retire plus')])
    expect(await lire(w.get(a.fermeture(SLUG), admin.cookie))).toContain('L’heure est passée')
    // seen to fail: a no-break space written as its code
    for (const f of ['fermetures/fermeture.view.tsx', 'instruction/releve/releve-a-faire.view.tsx', 'appels/pages/quand.view.tsx'])
      expect(readFileSync(`src/features/${f}`, 'utf8'), f).not.toMatch(/="[^"]*\\u00a0/)
    await expect(w.auGuichet(tx => tx.updateTable('fermeture').set({ rouverte_motif: 'x' }).execute())).rejects.toThrow()
  })
})

test.each<[string, string, string | undefined]>([
  ['2027-03-10T10:00:00', '2027-03-17T10:00:00', undefined],
  ['2027-03-10T10:00:00', '2027-03-17T09:59:59', 'trop_proche'],
  ['2027-02-01T10:00:00', '2027-03-17T10:00:00', 'pas_ouvert'],
  ['2027-05-01T10:00:00', '2027-06-01T10:00:00', 'pas_ouvert'],
  ['2027-10-01T10:00:00', '2027-10-31T12:00:00', 'inutile'],
  ['2027-10-25T10:00:00', '2027-10-26T10:00:00', 'inutile'],
  // the second wave would open after it: it never does
  ['2027-03-10T10:00:00', '2027-04-17T10:00:00', undefined],
])('deux vagues, avis le %s pour le %s\u00a0: %s', (instant, le, motif) => {
  const lu = lireAppel(readFileSync('src/test/appels/deux-vagues.yml', 'utf8'), 'appel.yml')
  if (!lu.ok) throw new Error('deux-vagues')
  expect(refusDeFermer(lu.value, instantDeParis(le), instantDeParis(instant))?.motif).toBe(motif)
})
