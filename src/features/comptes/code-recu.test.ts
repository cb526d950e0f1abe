import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { lienDuCourriel, type Navigateur, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { openWorld, type World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
})
afterAll(() => w.close())
beforeEach(() => oublierLimites(w))

const demander = async (courriel: string, retour?: string) => {
  const n = navigateur(w)
  await n.post(paths.connexionLien, { courriel, ...(retour ? { retour } : {}) })
  return n
}
const codeDe = async (courriel: string) => {
  const texte = (await w.courriels()).filter(m => m.destinataire === courriel).at(-1)!.texte
  return /(\d{3})\u00a0(\d{3})/.exec(texte)!.slice(1).join('')
}
const autre = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
const taper = (n: Navigateur, code: string, retour: string = paths.structures.rejoindre) =>
  n.post(paths.connexionCodeRecu, { code, retour })
const entre = async (n: Navigateur) => (await n.get(paths.compte.voir)).status === 200

test('je recopie le code du courriel, avec une espace\u00a0: j’entre, et le lien du même message ne sert plus', async () => {
  const n = await demander('code@guichet.example', paths.espace)
  const code = await codeDe('code@guichet.example')
  const r = await taper(n, `${code.slice(0, 3)} ${code.slice(3)}`, paths.espace)
  expect([r.status, r.headers.get('location')]).toEqual([303, paths.espace])
  expect(await entre(n)).toBe(true)
  expect((await navigateur(w).post((await lienDuCourriel(w, 'code@guichet.example')).split('?')[0]!)).status).toBe(422)
  // nor the code a second time
  expect((await taper(n, code)).status).toBe(422)
})

test('quatre codes faux, et le bon n’ouvre plus rien\u00a0; le lien du message marche encore', async () => {
  const n = await demander('faux@guichet.example')
  const code = await codeDe('faux@guichet.example')
  expect(await (await taper(n, autre(code))).text()).toContain('Il reste 3\u00a0essais')
  for (let i = 0; i < 3; i++) expect((await taper(n, autre(code))).status).toBe(422)
  const bon = await taper(n, code)
  expect(bon.status).toBe(429)
  expect(await bon.text()).toContain('Ouvrez le lien du courriel')
  expect(await entre(n)).toBe(false)
  expect((await n.post((await lienDuCourriel(w, 'faux@guichet.example')).split('?')[0]!)).status).toBe(303)
})

test('huit essais au même instant comptent pour huit\u00a0: quatre sont regardés', async () => {
  const n = await demander('course@guichet.example')
  const code = await codeDe('course@guichet.example')
  const faux = await Promise.all(Array.from({ length: 8 }, () => taper(n, autre(code))))
  expect(faux.map(r => r.status).sort()).toEqual([422, 422, 422, 422, 429, 429, 429, 429])
})

test('le code d’un message ne sert que dans le navigateur qui l’a demandé', async () => {
  await demander('ailleurs@guichet.example')
  const voleur = await demander('voleur@guichet.example')
  expect((await taper(voleur, await codeDe('ailleurs@guichet.example'))).status).toBe(422)
  expect((await taper(navigateur(w), await codeDe('ailleurs@guichet.example'))).status).toBe(422)
  expect(await entre(voleur)).toBe(false)
})

test('redemander vingt messages ne donne pas vingt fois quatre essais\u00a0: la boîte a les siens pour la journée', async () => {
  let refuses = 0
  for (let i = 0; i < 6; i++) {
    await w.db.deleteFrom('limite_debit').execute()
    const n = await demander('cible@guichet.example')
    for (let j = 0; j < 4; j++) if ((await taper(n, '000000')).status === 429) refuses++
  }
  expect(refuses).toBe(4)
})

test('un code qui n’a pas six chiffres ne coûte pas d’essai, et reste dans le champ', async () => {
  const n = await demander('court@guichet.example')
  for (let i = 0; i < 6; i++) expect(await (await taper(n, '12')).text()).toContain('Ce code a 6 chiffres')
  expect((await taper(n, await codeDe('court@guichet.example'))).status).toBe(303)
})
