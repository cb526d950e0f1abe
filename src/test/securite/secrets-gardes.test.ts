import { afterAll, beforeAll, expect, it } from 'vitest'
import { envoyerCourriel } from '../../features/courriels/index.ts'
import { paths } from '../../paths.ts'
import { entrerParLien, lienDuCourriel, navigateur, oublierLimites } from '../navigateur.ts'
import { inscrire, ouvrirProduction } from '../second-facteur.ts'
import type { World } from '../world.ts'

const MOT_DE_PASSE = 'quatre mots sans rapport'
let w: World
beforeAll(async () => {
  w = await ouvrirProduction()
})
afterAll(() => w.close())

/** What somebody who steals a backup reads: every row of every table of ours, as text. */
async function sauvegarde(): Promise<string> {
  const { rows } = await w.owner.query<{ nom: string }>("select tablename as nom from pg_tables where schemaname = 'public'")
  const lignes = await Promise.all(rows.map(async ({ nom }) => (await w.owner.query(`select t::text as ligne from "${nom}" t`)).rows))
  return lignes
    .flat()
    .map(l => l.ligne)
    .join('\n')
}

// Seen to fail: with the text of a secret mail kept once it has left.
it('une sauvegarde volée ne donne ni lien, ni mot de passe, ni de quoi faire un code', async () => {
  const n = navigateur(w)
  const { secret, codes } = await inscrire(w, n, 'volee@guichet.example')
  expect(codes.length).toBeGreaterThan(5)
  const autre = navigateur(w)
  await entrerParLien(w, autre, 'motdepasse@guichet.example')
  expect((await autre.post(paths.compte.motDePasse, { nouveau: MOT_DE_PASSE })).status).toBe(303)
  await oublierLimites(w)
  await navigateur(w).post(paths.connexionLien, { courriel: 'attend@guichet.example' })
  const jeton = (await lienDuCourriel(w, 'attend@guichet.example')).split('?')[0]!.split('/').at(-1)!
  expect(jeton.length).toBeGreaterThan(20)
  const boite = { envoyer: async () => {}, garderSecrets: false }
  for (const { id } of await w.courriels())
    await envoyerCourriel({ db: w.db, horloge: w.horloge, boite, urlPublique: 'https://guichet.example' }, { id, guichetId: w.guichetId })
  const lue = await sauvegarde()
  expect(lue).toContain('volee@guichet.example')
  for (const [quoi, valeur] of [
    ['un lien qui n’a pas servi', jeton],
    ['le secret d’une application', secret],
    ['un code de secours', codes[0]!],
    ['le même, sans son trait', codes[0]!.replace('-', '')],
    ['un mot de passe', MOT_DE_PASSE],
  ] as const)
    expect(lue.includes(valeur), quoi).toBe(false)
})
