import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { copiesAuComite } from '../../test/comite.ts'
import { enContinu, MENSUEL } from '../../test/continu.ts'
import { decideAuComite } from '../../test/decisions.ts'
import { deposer, dossierPret, lisible, publier, SLUG } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { jouerEnvois } from '../notifications/index.ts'
import { fermerEpuises } from './epuiser.ts'

/** `LETTRES=700 npm exec -- vitest run --project tranches src/features/fermetures/cinquante-lettres.test.ts` for more of them. */
const LETTRES = Number(process.env.LETTRES ?? 50)
const AIDE = 100_000
const TOTAL = 79_400_000
/** Crossed by the letter of the middle, and by no other one. */
const MILIEU = Math.floor(LETTRES / 2)
const SEUIL = TOTAL - MILIEU * AIDE + 100

/** Fifty aids of 1 000 € are decided, of an envelope of 794 000 €: all their letters leave while the guichet looks whether it must close. The tests follow one another in time. */
let w: World
let admin: Awaited<ReturnType<World['compte']>>
let vico: Awaited<ReturnType<World['compte']>>
let collegue: Awaited<ReturnType<World['compte']>>
let olmeto: Awaited<ReturnType<World['compte']>>
const prets: string[] = []
beforeAll(async () => {
  w = await openWorld()
  const seuil = `${SEUIL / 100} €`
  await publier(w, t => enContinu(MENSUEL)(t).replace('  jalons:', `  seuil_fermeture: ${seuil}\n  jalons:`))
  admin = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  vico = await w.compte({ structures: ['Vico'] })
  collegue = await w.compte({ structures: ['Vico'] })
  olmeto = await w.compte({ structures: ['Olmeto'] })
  const modele = await dossierPret(w, vico.cookie)
  await deposer(w, vico.cookie, modele)
  const dossiers = await copiesAuComite(w, modele, LETTRES)
  for (let i = 0; i < 12; i++) prets.push(await dossierPret(w, vico.cookie))
  await dossierPret(w, olmeto.cookie)
  w.regler('2021-11-08T14:20:00')
  const decisions: string[] = []
  for (const d of dossiers) decisions.push(await decideAuComite(w, d, admin.id, { sens: 'retenu', montant: AIDE }))
  const r = await w.post(paths.administration.confirmation(SLUG), { decisions }, admin.cookie)
  if (r.status !== 303) throw new Error(`confirmation: ${r.status} ${await lisible(r)}`)
  await w.post(paths.administration.envois(SLUG), {}, admin.cookie)
}, 120_000)
afterAll(() => w.close())

type Ligne = { action: string; rang: number; donnees: { reste?: number } }
const journal = async () =>
  (
    await w.owner.query(
      "select action, rang::int, donnees from evenement where action in ('appel.fermeture', 'notification.envoyee') order by rang",
    )
  ).rows as Ligne[]
const fermer = () => fermerEpuises(w.deps, w.horloge.instant)

describe('cinquante lettres partent ensemble', () => {
  it('décidées, confirmées et demandées, elles ne comptent pas tant qu’aucune n’est partie', async () => {
    expect(await fermer()).toBe(0)
    expect(await lisible(await w.get(paths.appels.voir(SLUG)))).not.toContain('Fermeture anticipée')
  })

  // seen to fail: with what the ledger grants (`accorde`), the first passage closed at 744 000 €, before any letter
  it('l’appel ferme une fois, au passage qui voit la lettre du seuil, et dit le reste de ce qui était parti', async () => {
    let parties = false
    const guetter = async () => {
      let fermes = 0
      while (!parties) fermes += await fermer()
      return fermes
    }
    const [, ...fermes] = await Promise.all([
      Promise.all([jouerEnvois(w.deps), jouerEnvois(w.deps)]).finally(() => {
        parties = true
      }),
      guetter(),
      guetter(),
      guetter(),
    ])
    expect(fermes.reduce((s, n) => s + n, 0) + (await fermer())).toBe(1)
    const lignes = await journal()
    const [fermeture, ...autres] = lignes.filter(l => l.action === 'appel.fermeture')
    expect(autres).toEqual([])
    const avant = lignes.filter(l => l.action === 'notification.envoyee' && l.rang < fermeture!.rang).length
    const comptees = (TOTAL - fermeture!.donnees.reste!) / AIDE
    expect(lignes.filter(l => l.action === 'notification.envoyee')).toHaveLength(LETTRES)
    expect(Number.isInteger(comptees)).toBe(true)
    expect(comptees).toBeGreaterThanOrEqual(MILIEU)
    // no letter is counted that was not sent yet
    expect(comptees).toBeLessThanOrEqual(avant)
  }, 120_000)

  it('l’heure est exacte\u00a0: la dernière seconde compte, la suivante est refusée d’une phrase', async () => {
    const { rows } = await w.owner.query('select ferme_le from fermeture')
    expect(rows.map(r => r.ferme_le.toISOString())).toEqual(['2021-11-15T14:00:00.000Z'])
    const page = (await lisible(await w.get(paths.appels.voir(SLUG)))).replace(/[\u00a0\u202f]/g, ' ')
    expect(page).toContain('Fin des dépôts le lundi 15 novembre 2021 à 15 h 00')
    w.horloge.instant = new Date('2021-11-15T14:00:00.999Z')
    const atemps = await Promise.all(prets.slice(0, 6).map(id => deposer(w, vico.cookie, id)))
    expect(atemps.map(r => r.status)).toEqual(Array(6).fill(303))
    w.horloge.instant = new Date('2021-11-15T14:00:01.000Z')
    const tard = await Promise.all(prets.slice(6).map(id => deposer(w, vico.cookie, id)))
    expect(tard.map(r => r.status)).toEqual(Array(6).fill(422))
    expect((await lisible(tard[0]!)).replace(/[\u00a0\u202f]/g, ' ')).toContain(
      'L’appel est clos depuis le lundi 15 novembre 2021 à 15 h 00',
    )
  })

  it('chaque personne qui a un brouillon l’apprend une fois, quel que soit le nombre de ses brouillons', async () => {
    const recus = (await w.courriels()).filter(c => c.sujet.includes('les dépôts ferment')).map(c => c.destinataire)
    expect(recus.sort()).toEqual([vico.courriel, collegue.courriel, olmeto.courriel].sort())
  })
})
