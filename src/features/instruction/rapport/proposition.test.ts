import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDe, ligneDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

type Qui = { cookie: string }
const lire = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/\s+/g, ' ')
const voir = async (qui: Qui = m.referent) => (await m.w.get(i.analyse(id), qui.cookie)).text()
const caches = (html: string) =>
  Object.fromEntries([...html.matchAll(/name="((?:vu\.[^"]+)|version|suivie)" value="([^"]*)"/g)].map(x => [x[1]!, x[2]!]))
const champ = (html: string, nom: string) => new RegExp(`name="${nom}"[^>]*value="([^"]*)"`).exec(html)?.[1]?.replaceAll('\u00a0', ' ')

/** The dossier asks 10 000 € for 12 500,50 € of expenses, all of which the aid may pay. */
const PROPOSEE = { ligne: ['1', '2'], base: '12 500,50', taux: '75', montant: '', calcule: 'montant' }
async function envoyer(
  champs: Record<string, string | string[]>,
  { qui = m.referent as Qui, html = undefined as string | undefined } = {},
) {
  return m.w.post(i.analyse(id), { ...caches(html ?? (await voir(qui))), ...PROPOSEE, ...champs }, qui.cookie)
}
const proposee = async () => {
  const { rows } = await m.w.owner.query('select lignes, base, taux, montant, calcule from rapport where dossier_id = $1', [id])
  return rows[0]
}

it('avant toute proposition, chaque ligne que l’aide peut payer est retenue, et rien n’est proposé', async () => {
  const html = await voir()
  expect(champ(html, 'base')).toBe('12 500,50')
  expect(champ(html, 'montant')).toBe('')
  expect(html.match(/name="ligne"[^>]*checked/g)).toHaveLength(2)
})

it('base et taux donnent le montant, que la boîte connaît', async () => {
  expect((await envoyer({})).status).toBe(303)
  expect(await proposee()).toMatchObject({ lignes: [1, 2], base: 1_250_050, taux: '0.75000000', montant: 937_537, calcule: 'montant' })
  expect((await ligneDe(m.w, id)).montant_propose).toBe(937_537)
  const html = await voir()
  expect(champ(html, 'montant')).toBe('9 375,37')
  expect(lire(html)).toContain('Part du porteur 2 500,50 € 3 125,13 € +624,63 €')
  expect((await actesDe(m.w, id)).map(a => a.action)).toEqual(['instruction.rapport'])
})

it('une ligne retirée entraîne la base, sans toucher au taux', async () => {
  expect((await envoyer({ ligne: '1' })).status).toBe(303)
  expect(await proposee()).toMatchObject({ lignes: [1], base: 1_000_000, montant: 750_000 })
})

it('« Calculer » montre le résultat sans rien enregistrer ; ce qui est écrit ailleurs reste dans la page', async () => {
  const r = await envoyer({ geste: 'calculer', calcule: 'taux', montant: '9 000', taux: '', points_forts: 'Un portail' })
  expect(r.status).toBe(200)
  const html = await r.text()
  expect(champ(html, 'taux')).toMatch(/^71,99712/)
  expect(html).toMatch(/name="points_forts"[^>]*>Un portail/)
  expect(await proposee()).toBeUndefined()
})

it('plus que l’aide demandée, plus que les lignes, un taux illisible : 422, ce qui était tapé reste, rien n’est écrit', async () => {
  for (const [champs, phrase] of [
    [{ taux: '100' }, 'Le montant de 12 500,50 € dépasse de 2 500,50 € l’aide demandée (10 000 €)'],
    [{ base: '12 500,51' }, 'La base de 12 500,51 € dépasse de 0,01 € les lignes retenues'],
    [{ taux: 'beaucoup' }, 'n’est pas un taux de 0 à 100 %'],
    [{ base: '-3' }, 'est négatif'],
  ] as const) {
    const r = await envoyer({ ...champs, reserves: 'Un délai court' })
    expect(r.status, phrase).toBe(422)
    const html = await r.text()
    expect(lire(html)).toContain(phrase)
    expect(html).toMatch(/name="reserves"[^>]*>Un délai court/)
  }
  expect(await (await envoyer({ taux: 'beaucoup' })).text()).toContain('value="beaucoup"')
  expect(await proposee()).toBeUndefined()
})

it('les règles de l’appel disent ce que le montant proposé change, avec leur clause', async () => {
  await envoyer({ taux: '75' })
  const page = lire(await voir())
  expect(page).toContain('L’aide paie 75,00 % du coût global')
  expect(page).toContain('Clause C5.8')
})

it('deux personnes proposent en même temps : la seconde voit les deux propositions', async () => {
  const html = await voir(m.collegue)
  await envoyer({ taux: '75' })
  const r = await envoyer({ taux: '50' }, { qui: m.collegue, html })
  expect(r.status).toBe(409)
  const page = lire(await r.text())
  expect(page).toContain('Sa version, enregistrée 9 375,37 €, soit 75,00 % de 12 500,50 €')
  expect(page).toContain('La vôtre 6 250,25 €, soit 50,00 % de 12 500,50 €')
  expect((await proposee()).montant).toBe(937_537)
})

it('l’enveloppe de l’appel se lit avec les autres fiches terminées de son périmètre, et celle-ci', async () => {
  await m.dossierAuComite()
  await envoyer({})
  const page = lire(await voir())
  expect(page).toMatch(
    /1 autre fiche terminée 9 375,37 € Cette fiche, enregistrée 9 375,37 € Reste, hors fiches des autres référents 775 249,26 €/,
  )
  expect(lire(await voir(m.administratrice))).toContain('1 autre fiche terminée')
})
