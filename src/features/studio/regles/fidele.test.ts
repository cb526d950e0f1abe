import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { champsDe, texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const { studio: p } = paths

let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const ouvrir = async (source = DETR) =>
  /\/studio\/([0-9a-f-]{36})/.exec((await w.post(p.accueil, { source }, admin)).headers.get('location')!)![1]!
const source = (id: string) => lire(p.fichier(id))
const envoyer = async (chemin: string, change: Record<string, string>) =>
  w.post(chemin, { ...champsDe(await lire(chemin)), ...change }, admin)

describe('la phrase suit le fichier, et le fichier ne bouge que de ce qu’elle change', () => {
  // seen to fail: a sentence wrote its own formula in the place of the one that says the same
  it('j’enregistre chaque règle sans rien changer\u00a0: le fichier reste au caractère près, quelle que soit sa façon d’écrire', async () => {
    const autrement = DETR.replace('formule: base éligible >= plancher', 'formule: (plancher)  <= base éligible')
      .replace('formule: commence = non', 'formule: "commence != oui"')
      .replace('formule: aide demandée <= aide maximale', 'formule: { toutes_ces_conditions: [aide maximale >= aide demandée, lots <= 3] }')
    expect(autrement).not.toBe(DETR)
    const appels = [autrement, 'src/test/appels/fonds-departemental.yml', 'src/test/appels/degats-orages.yml']
    for (const appel of appels) {
      const avant = appel.includes('\n') ? appel : readFileSync(appel, 'utf8')
      const id = await ouvrir(avant)
      const combien = [...(await lire(p.section(id, 'regles'))).matchAll(/<article /g)].length
      expect(combien).toBeGreaterThan(4)
      for (let rang = 1; rang <= combien; rang++)
        expect((await envoyer(p.regle(id, rang), {})).headers.get('location'), `${rang}`).toContain('fait=rien')
      expect(await source(id)).toBe(avant)
    }
  })

  it('une liste de conditions se lit phrase par phrase, et n’en change qu’une', async () => {
    const id = await ouvrir(
      DETR.replace('formule: base éligible >= plancher', 'formule: { toutes_ces_conditions: [base éligible >= plancher, lots <= 3] }'),
    )
    expect(texte(await lire(p.section(id, 'regles')))).toContain(
      'Toutes ces conditions : La base éligible est d’au moins le plancher (10 000 €).',
    )
    await envoyer(p.regle(id, 3), { 'c0_1.0.valeur.chiffre': '4' })
    expect(await source(id)).toContain('{ toutes_ces_conditions: [base éligible >= plancher, lots <= 4] }')
  })
})
