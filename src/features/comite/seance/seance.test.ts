import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ecrireVariante, FONDS } from '../../../test/appels/varier.ts'
import { actesDuComite, type MondeComite, ouvrirComite } from '../../../test/comite.ts'
import { tout } from '../../../test/grilles.ts'
import { lisible, SLUG } from '../../../test/vico.ts'
import { publierFichier } from '../../appels/index.ts'

let m: MondeComite
let ids: string[]
const p = paths.comite
beforeAll(async () => {
  m = await ouvrirComite()
})
beforeEach(async () => {
  m.w.regler('2021-10-18T09:00:00')
  ids = await m.dossiers(3)
})
afterAll(() => m.w.close())

const membresDe = async (id: string) => {
  const sql =
    'select compte_id, college, departement, presence from seance_membre where seance_id = $1 and retire_le is null order by siege'
  return (await m.w.owner.query(sql, [id])).rows as { compte_id: string; college: string; departement: string | null; presence: string }[]
}
const agendaDe = async (id: string) =>
  (await m.w.owner.query('select dossier_id from seance_dossier where seance_id = $1 and retire_le is null order by rang', [id])).rows.map(
    r => r.dossier_id as string,
  )
const idMembre = async (id: string, compte: { id: string }) =>
  (await m.w.owner.query('select id from seance_membre where seance_id = $1 and compte_id = $2', [id, compte.id])).rows[0].id as string
const convocations = async () => (await m.w.courriels()).filter(c => c.cle?.startsWith('seance-'))

describe('créer une séance', () => {
  it('l’administratrice choisit la date, les membres et les dossiers dans leur ordre\u00a0; chaque membre reçoit un courriel, l’enveloppe s’ouvre', async () => {
    const avant = (await convocations()).length
    const [a, b, c] = ids as [string, string, string]
    const id = await m.seance(ids, { [`rang-${c}`]: '1', [`rang-${a}`]: '2' })
    expect(await agendaDe(id)).toEqual([c, a, b])
    expect((await membresDe(id)).map(x => [x.compte_id, x.college, x.departement])).toEqual([
      [m.regionale.id, 'regional', null],
      [m.regional.id, 'regional', null],
      [m.corseDuSud.id, 'departemental', '2A'],
      [m.hauteCorse.id, 'departemental', '2B'],
    ])
    const courriels = await convocations()
    expect(courriels.length - avant).toBe(4)
    expect(courriels.at(-1)!.texte.replaceAll(/\s/g, ' ')).toContain('mardi 26 octobre 2021 à 14 h 30')
    expect((await actesDuComite(m.w, id)).map(e => e.action)).toEqual(['comite.seance_creee'])
    const { rows } = await m.w.owner.query('select montant::int, accorde::int from enveloppe')
    expect(rows).toEqual([{ montant: 79_400_000, accorde: 0 }])
    expect(await lisible(await m.w.get(p.seance(id), m.regionale.cookie))).toContain('mardi 26 octobre 2021 à 14 h 30, Salle du conseil')
  })

  it.each([
    ['sans jour ni lieu', { jour: 'demain', lieu: ' ' }, ['« demain » n’est pas un jour', 'Indiquez le lieu']],
    ['à une heure qui n’existe pas', { heure: '25:00' }, ['« 25:00 » n’est pas une heure']],
    ['dans le passé', { jour: '17/10/2021' }, ['Cet instant est déjà passé']],
    ['avec moins de membres que le quorum', { 'siege-0': '', 'siege-1': '' }, ['Le quorum est de 3 membres']],
    ['sans dossier', { dossiers: [] }, ['Choisissez au moins un dossier']],
  ])('%s, le formulaire revient avec ce qui a été saisi', async (_cas, plus, phrases) => {
    const r = await m.w.post(p.seances(SLUG), m.saisie(ids, plus), m.administratrice.cookie)
    expect(r.status).toBe(422)
    const texte = await lisible(r)
    for (const phrase of phrases) expect(texte.replaceAll('\u00a0', ' ')).toContain(phrase)
  })

  it('une personne ne siège que là où son rôle le permet, et une fois', async () => {
    const essai = (plus: Record<string, string>) => m.w.post(p.seances(SLUG), m.saisie(ids, plus), m.administratrice.cookie)
    expect(await lisible(await essai({ 'siege-3': m.corseDuSud.id }))).toContain('ne peut pas avoir ce siège')
    expect(await lisible(await essai({ 'siege-0': m.lecteur.id }))).toContain('ne peut pas avoir ce siège')
    expect(await lisible(await essai({ 'siege-1': m.regionale.id }))).toContain('Référente régionale a déjà un siège')
  })

  it('un dossier ne se trouve jamais à deux ordres du jour, même si deux séances se créent au même instant', async () => {
    const creer = () => m.w.post(p.seances(SLUG), m.saisie(ids), m.administratrice.cookie)
    const deux = await Promise.all([creer(), creer()])
    expect(deux.map(r => r.status).sort()).toEqual([303, 422])
    const { rows } = await m.w.owner.query('select count(*)::int as n from seance_dossier where dossier_id = any($1)', [ids])
    expect(rows[0].n).toBe(3)
  })

  it('un dossier en instruction ne s’inscrit pas', async () => {
    await m.w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [ids[0]])
    expect(await lisible(await m.w.post(p.seances(SLUG), m.saisie(ids), m.administratrice.cookie))).toContain('n’est plus à inscrire')
  })
})

describe('préparer une séance', () => {
  it('un membre est remplacé, un dossier retiré\u00a0: le nouveau membre seul est convoqué, l’ancien ne voit plus rien', async () => {
    const id = await m.seance(ids)
    const avant = (await convocations()).length
    const r = await m.w.post(p.preparation(id), m.saisie(ids.slice(1), { 'siege-0': m.suppleante.id }), m.administratrice.cookie)
    expect(r.status).toBe(303)
    expect((await membresDe(id))[0]!.compte_id).toBe(m.suppleante.id)
    expect(await agendaDe(id)).toEqual(ids.slice(1))
    expect((await convocations()).slice(avant).map(c => c.destinataire)).toEqual([m.suppleante.courriel])
    expect((await m.w.get(p.seance(id), m.regionale.cookie)).status).toBe(404)
    expect((await m.w.get(p.seance(id), m.suppleante.cookie)).status).toBe(200)
  })

  it('la date change, ou le lieu\u00a0: tous sont prévenus', async () => {
    const id = await m.seance(ids)
    const avant = (await convocations()).length
    await m.w.post(p.preparation(id), m.saisie(ids, { heure: '15 h' }), m.administratrice.cookie)
    expect((await convocations()).length - avant).toBe(4)
    await m.w.post(p.preparation(id), m.saisie(ids, { heure: '15 h', lieu: 'Salle des fêtes' }), m.administratrice.cookie)
    const ailleurs = (await convocations()).slice(avant + 4)
    expect(ailleurs.map(c => c.texte.includes('Salle des fêtes'))).toEqual([true, true, true, true])
  })

  it('une fois ouverte, elle ne change plus', async () => {
    const id = await m.seance(ids)
    await m.w.post(p.ouverture(id), {}, m.administratrice.cookie)
    expect((await m.w.post(p.preparation(id), m.saisie(ids), m.administratrice.cookie)).status).toBe(409)
  })
})

describe('ouvrir, noter les présences, clore', () => {
  const presences = async (id: string, presents: readonly { id: string }[], preside?: { id: string }) => {
    const corps: Record<string, string> = { president: preside ? await idMembre(id, preside) : '' }
    for (const x of m.sieges) corps[`presence-${await idMembre(id, x)}`] = presents.includes(x) ? 'present' : 'excuse'
    return corps
  }

  it('ouverte deux fois, elle l’est une fois\u00a0; le président note à son tour les présences et clôt', async () => {
    const id = await m.seance(ids)
    const deux = await Promise.all([1, 2].map(() => m.w.post(p.ouverture(id), {}, m.administratrice.cookie)))
    expect(deux.map(r => r.status)).toEqual([303, 303])
    const corps = await presences(id, [m.regionale, m.corseDuSud, m.hauteCorse], m.regionale)
    expect((await m.w.post(p.presences(id), corps, m.administratrice.cookie)).status).toBe(303)
    expect((await membresDe(id)).map(x => x.presence)).toEqual(['present', 'excuse', 'present', 'present'])
    expect(await lisible(await m.w.get(p.seance(id), m.administratrice.cookie))).toContain('3 présents, atteint')
    expect((await m.w.post(p.cloture(id), {}, m.administratrice.cookie)).status).toBe(303)
    expect((await actesDuComite(m.w, id)).map(e => e.action)).toEqual([
      'comite.seance_creee',
      'comite.seance_ouverte',
      'comite.presences',
      'comite.seance_close',
    ])
  })

  it('sans quorum ni président, elle ne se clôt pas, et la page dit pourquoi', async () => {
    const id = await m.seance(ids)
    await m.w.post(p.ouverture(id), {}, m.administratrice.cookie)
    await m.w.post(p.presences(id), await presences(id, [m.regionale]), m.administratrice.cookie)
    const r = await m.w.post(p.cloture(id), {}, m.administratrice.cookie)
    expect(r.status).toBe(422)
    const texte = (await lisible(r)).replaceAll('\u00a0', ' ')
    expect(texte).toContain('Personne ne préside la séance.')
    expect(texte).toContain('Le quorum n’est pas atteint : 1 présent, il en faut 3.')
  })

  it('un absent ne préside pas', async () => {
    const id = await m.seance(ids)
    await m.w.post(p.ouverture(id), {}, m.administratrice.cookie)
    const r = await m.w.post(p.presences(id), await presences(id, [m.regionale], m.hauteCorse), m.administratrice.cookie)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('un membre présent préside')
  })

  it('quand plus aucun de ses dossiers n’est devant le comité, elle ne s’ouvre pas', async () => {
    const id = await m.seance(ids)
    await m.w.owner.query("update dossier set etat = 'en_instruction' where id = any($1)", [ids])
    expect((await m.w.post(p.ouverture(id), {}, m.administratrice.cookie)).status).toBe(422)
  })
})

describe('la page du comité', () => {
  it('elle me dit combien de dossiers il me reste à noter\u00a0: une note commencée en est, une note finalisée n’en est plus', async () => {
    const id = await m.seance(ids)
    const moi = m.regionale.cookie
    await m.w.post(p.conflits(id), Object.fromEntries(ids.map(d => [`interet-${d}`, 'aucun'])), moi)
    const reste = async () => /Noter : \d dossiers?/.exec((await lisible(await m.w.get(p.seance(id), moi))).replaceAll('\u00a0', ' '))?.[0]
    await m.w.post(p.grille(id, ids[0]!), tout(2), moi)
    expect(await reste()).toBe('Noter : 3 dossiers')
    await m.w.post(p.finalisation(id, ids[0]!), tout(2), moi)
    expect(await reste()).toBe('Noter : 2 dossiers')
  })

  it('chaque membre y trouve ses séances, l’administratrice toutes et les dossiers qui attendent', async () => {
    const id = await m.seance(ids)
    await m.dossiers(2)
    expect(await (await m.w.get(p.accueil, m.hauteCorse.cookie)).text()).toContain(p.seance(id))
    expect(await (await m.w.get(p.accueil, m.suppleante.cookie)).text()).not.toContain(p.seance(id))
    const admin = await m.w.get(p.accueil, m.administratrice.cookie)
    expect(await lisible(admin)).toMatch(/\d+.dossiers attendent une séance/)
  })

  it('la prochaine séance est la première, et l’appel dont des dossiers attendent est au-dessus des autres', async () => {
    await m.w.auGuichet(tx => publierFichier(tx, m.w.ctx(), ecrireVariante({ source: FONDS })))
    const [loin, proche] = [await m.seance([ids[0]!], { jour: '18/11/2021' }), await m.seance([ids[1]!], { jour: '20/10/2021' })]
    await m.dossiers(1)
    const page = await (await m.w.get(p.accueil, m.administratrice.cookie)).text()
    expect(page.indexOf(p.seance(proche))).toBeLessThan(page.indexOf(p.seance(loin)))
    const nouvelles = [
      ...page.slice(page.indexOf('id="nouvelle"')).matchAll(/dossiers? attende?n?t? une séance|Aucun dossier n’attend le comité/g),
    ]
    expect(nouvelles.map(x => x[0].startsWith('Aucun'))).toEqual([false, true])
  })
})
