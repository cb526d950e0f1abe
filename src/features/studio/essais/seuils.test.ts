import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'

const FONDS = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
const { studio: p } = paths

let w: World
let admin: string
let autre: string
beforeAll(async () => {
  w = await openWorld({ instant: '2027-01-02T10:00:00' })
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  autre = (await w.compte({ nom: 'Cheffe de bureau', roles: [roleDe('administrateur')] })).cookie
})
afterAll(() => w.close())

const ouvrir = async (source = FONDS) => {
  const r = await w.post(p.accueil, { source }, admin)
  return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
}
const source = async (id: string) => (await w.get(p.fichier(id), admin)).text()
const html = async (id: string) => (await w.get(p.section(id, 'essais'), admin)).text()
const page = async (id: string) => (await lisible(await w.get(p.section(id, 'essais'), admin))).replace(/[\u00a0\u202f]/g, ' ')

describe('les cas aux seuils', () => {
  it('viennent des chiffres des règles\u00a0: un centime dessous, au seuil, un centime au-dessus\u00a0; une seconde pour la clôture', async () => {
    const dit = await page(await ouvrir())
    expect(dit).toMatch(/Plancher Les dépenses : 3 000,00 € Sur l’essai « .+? » Bloqué 2 999,99 € Passe 3 000,00 € Passe 3 000,01 €/)
    expect(dit).toMatch(/Taux de la catégorie L’aide demandée : 25 000,00 € .+? Passe 24 999,99 € Passe 25 000,00 € Bloqué 25 000,01 €/)
    expect(dit).toMatch(/Aides publiques « aides publiques » : 80 000,00 € .+? Passe 79 999,99 € Passe 80 000,00 € Bloqué 80 000,01 €/)
    expect(dit).not.toContain('Le coût global : 0,00 €')
    expect(dit).toMatch(/Clôture, Dépôt 31 mars 2027 à 23 h 59 Reçu .+? Reçu .+? Refusé 1er avril 2027 à 0 h 00 min 00 s/)
  })

  it('chaque tranche d’un barème que lit une règle, avec ce qu’elle donne de chaque côté', async () => {
    const dit = await page(await ouvrir())
    expect(dit).toMatch(
      /Plafond par taille, selon la population.{0,20} : 500 habitants .+? 499 habitants : 20 000,00 € .+? 500 habitants : 20 000,00 € .+? 501 habitants : 60 000,00 €/,
    )
    expect(dit).toMatch(/: 3 500 habitants .+? 3 501 habitants : 150 000,00 €/)
  })

  it('la date écrite d’une règle, à un jour près, qu’elle soit un jour, la clôture, ou tant de jours après', async () => {
    for (const [formule, jour, issues] of [
      ['date_fin <= 30/11/2027', '30 novembre 2027', /Passe 29 novembre 2027 Passe 30 novembre 2027 Bloqué 1er décembre 2027/],
      ['date_fin > clôture', '31 mars 2027', /Bloqué 30 mars 2027 Bloqué 31 mars 2027 Passe 1er avril 2027/],
      ['date_fin <= clôture + 30', '30 avril 2027', /Passe 29 avril 2027 Passe 30 avril 2027 Bloqué 1er mai 2027/],
      ['date_fin - clôture <= 30', '30 avril 2027', /Passe 29 avril 2027 Passe 30 avril 2027 Bloqué 1er mai 2027/],
    ] as const) {
      const dit = await page(await ouvrir(FONDS.replace('formule: aide demandée <= maximum', `formule: ${formule}`)))
      expect(dit.slice(dit.indexOf(`Fin des travaux » : ${jour}`)), formule).toMatch(issues)
    }
  })

  it('un nombre a son unité, au seuil comme de chaque côté\u00a0: celle de sa question, celle d’une colonne, des jours entre deux dates', async () => {
    const questions = `          - { id: bras, type: nombre, libelle: Bénévoles, unite: bénévoles }
          - { id: date_debut, type: date, libelle: Début des travaux }
          - id: biens
            type: tableau
            libelle: Biens
            ligne: { un: un bien, plusieurs: biens }
            colonnes: [{ code: nom, type: texte_court, libelle: Nom }, { code: aire, type: nombre, libelle: Aire, unite: m² }]
          - { id: resume`
    const calculs = 'calculs:\n  durée: { formule: date_fin - date_debut }\n  aire totale: { formule: somme biens . aire }\n'
    const avec = FONDS.replace('          - { id: resume', questions).replace('calculs:\n', calculs)
    for (const [formule, cas] of [
      ['bras >= 2', /: 2 bénévoles .+? 1 bénévole .+? 2 bénévoles .+? 3 bénévoles/],
      ['durée <= 90', /: 90 jours .+? 89 jours .+? 90 jours .+? 91 jours/],
      ['aire totale >= 50', /: 50 m² .+? 49 m² .+? 50 m² .+? 51 m²/],
      ['biens . nombre <= 3', /: 3 biens .+? 2 biens .+? 3 biens .+? 4 biens/],
    ] as const) {
      const dit = await page(await ouvrir(avec.replace('formule: aide demandée <= maximum', `formule: ${formule}`)))
      expect(dit, formule).toMatch(cas)
    }
  })

  it('jamais une valeur que la question refuse', async () => {
    const question = '{ id: bras, type: nombre, libelle: Bénévoles, min: 1, max: 20, obligatoire: non }'
    const source = FONDS.replace('          - { id: resume', `          - ${question}\n          - { id: resume`)
    const dit = await page(await ouvrir(source.replace('formule: aide demandée <= maximum', 'formule: bras >= 1')))
    expect(dit).toMatch(/Bénévoles » : 1 .+? – Passe 1 Passe 2/)
  })

  it('une part calculée aussi : un dixième de point dessous, au seuil, un dixième de point au-dessus', async () => {
    const part = FONDS.replace(
      '  aides publiques: {',
      '  part aidée: { formule: aide demandée / coût global }\n  aides publiques: {',
    ).replace('formule: aide demandée <= maximum', 'formule: part aidée <= 35 %')
    expect(await page(await ouvrir(part))).toMatch(/35,0 % .+? Passe 34,9 % Passe 35,0 % Bloqué 35,1 %/)
  })

  it('je marque un seuil conforme\u00a0: il le reste, jusqu’à ce que son chiffre change', async () => {
    const id = await ouvrir()
    const cle = /Plancher[\s\S]*?name="cle" value="([0-9a-f]{32})"/.exec((await html(id)).split('id="seuils"')[1]!)![1]!
    expect(await page(id)).toMatch(/0 sur \d+ seuils relus/)
    expect((await w.post(p.seuils(id), { cle, lu: 'oui' }, admin)).headers.get('location')).toContain('fait=lu')
    expect(await page(id)).toMatch(/1 sur \d+ seuils relus/)
    await w.post(p.section(id, 'bref'), { revision: '0', '/titre': 'Un autre titre' }, admin)
    expect(await page(id)).toMatch(/1 sur \d+ seuils relus/)
    const change = (await source(id)).replace('plancher: { type: montant, valeur: 3 000 €', 'plancher: { type: montant, valeur: 4 000 €')
    await w.post(p.texte(id), { source: change, revision: '1' }, admin)
    expect(await page(id)).toMatch(/0 sur \d+ seuils relus/)
    await w.post(p.seuils(id), { cle, lu: 'non' }, admin)
    expect((await w.post(p.seuils(nouvelId()), { cle, lu: 'oui' }, admin)).status).toBe(404)
  })

  it('deux personnes marquent à la fois\u00a0: les deux marques restent', async () => {
    const id = await ouvrir()
    const cles = [...(await html(id)).matchAll(/name="cle" value="([0-9a-f]{32})"/g)].map(m => m[1]!)
    await Promise.all([...new Set(cles)].map((cle, i) => w.post(p.seuils(id), { cle, lu: 'oui' }, i % 2 ? admin : autre)))
    const n = new Set(cles).size
    expect(await page(id)).toContain(`${n} sur ${n} seuils relus`)
  })
})
