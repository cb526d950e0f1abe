import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { champsDe, texte } from '../../../test/studio.ts'
import { openWorld, type World } from '../../../test/world.ts'

const ANR = readFileSync('appels-exemples/anr-generique-2024/appel.yml', 'utf8')
const { studio: p } = paths
let w: World
let admin: string
let id: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  id = /[0-9a-f-]{36}/.exec((await w.post(p.accueil, { source: ANR }, admin)).headers.get('location')!)![0]
})
afterAll(() => w.close())

const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const source = () => lire(p.fichier(id))
const envoyer = async (chemin: string, change: Record<string, string> = {}) =>
  w.post(chemin, { ...champsDe(await lire(chemin)), ...change }, admin)
const second = (chemin: string) => `${chemin}?temps=2`
const brut = async () => parse(await source())

describe('les règles d’un appel en deux temps', () => {
  it('chaque temps montre les siennes en phrases, et les enregistrer sans rien changer laisse le fichier au caractère près', async () => {
    const section = p.section(id, 'regles')
    expect(texte(await lire(section))).toMatch(/Durée envisagée(?!.*Durée du projet)/)
    const lue = texte(await lire(second(section)))
    expect(lue).toMatch(/Durée du projet.*«\s?Durée\s?» est entre la durée minimale \(24\) et la durée maximale \(48\)/)
    expect(lue.slice(lue.indexOf('Une règle se lit'), lue.indexOf('Choisissez la phrase'))).not.toContain('Durée envisagée')
    for (const page of [p.regle(id, 1), second(p.regle(id, 1))])
      expect((await envoyer(page)).headers.get('location')).toContain('fait=rien')
    expect(await source()).toBe(ANR)
  })

  it('un chiffre changé dans une règle du second temps ne change que sa ligne', async () => {
    const r = await envoyer(second(p.regle(id, 1)), { 'c0.0.max': '', 'c0.0.max.chiffre': '36' })
    expect(r.headers.get('location')).toBe(`${p.regle(id, 1)}?fait=enregistre&temps=2`)
    const [avant, apres] = [ANR.split('\n'), (await source()).split('\n')]
    expect(apres.filter((l, i) => l !== avant[i]).map(l => l.trim())).toEqual([
      expect.stringContaining('formule: duree >= durée minimale et duree <= 36'),
    ])
  })

  it('j’ajoute une règle au second temps, à corriger dans une de ses étapes ; le premier n’en a pas une de plus', async () => {
    const page = `${p.regleNeuve(id)}?phrase=cout_minimal&temps=2`
    const r = await envoyer(page, { 'c0.0.valeur.chiffre': '20000', titre: 'Coût minimal', clause: 'Aide' })
    expect(r.headers.get('location')).toBe(`${p.regle(id, 2)}?fait=ajoutee&temps=2`)
    const { regles, phases } = await brut()
    expect([regles.length, phases.dossier_complet.regles.length]).toEqual([1, 2])
    expect(phases.dossier_complet.regles[1]).toMatchObject({ titre: 'Coût minimal', controles: [{ formule: 'coût global >= 20 000 €' }] })
    const etapes = phases.dossier_complet.formulaires[0].etapes.map((e: { code: string }) => e.code)
    expect(etapes).toContain(phases.dossier_complet.regles[1].etape)
  })

  it('je la monte, puis je la retire, et je reste au second temps', async () => {
    const page = second(p.section(id, 'regles'))
    const monte = await w.post(page, { ...champsDe(await lire(page)), ordre: 'monter /phases/dossier_complet/regles/1' }, admin)
    expect(monte.headers.get('location')).toContain('temps=2')
    expect((await brut()).phases.dossier_complet.regles[0].titre).toBe('Coût minimal')
    await w.post(page, { ...champsDe(await lire(page)), ordre: 'retirer /phases/dossier_complet/regles/0' }, admin)
    expect((await brut()).phases.dossier_complet.regles.map((r: { titre: string }) => r.titre)).toEqual(['Durée du projet'])
  })
})

describe('et aussi…', () => {
  it('une règle prend une condition de plus, avec son effet et sa phrase, sous la première', async () => {
    expect(await lire(p.regle(id, 1))).toContain(`${p.section(id, 'regles')}?aussi=1#phrases`)
    expect(texte(await lire(`${p.section(id, 'regles')}?aussi=1`))).toContain('une condition de plus pour « Durée envisagée »')
    const page = `${p.regleNeuve(id)}?phrase=aide_maximale&aussi=1`
    expect(await lire(page)).not.toContain('name="titre"')
    const r = await envoyer(page, { 'c0.0.valeur.chiffre': '90000', sinon: 'attention' })
    expect(r.headers.get('location')).toBe(`${p.regle(id, 1)}?fait=condition`)
    const [regle] = (await brut()).regles
    expect([regle.titre, regle.controles.length, regle.controles[1].sinon]).toEqual(['Durée envisagée', 2, 'attention'])
    expect(regle.controles[1].formule).toMatch(/<= 90 000 €$/)
    expect(texte(await lire(p.regle(id, 1)))).toMatch(/Ce qui doit être vrai.*Puis/)
  })

  it('à une règle qui n’est pas là, ou pour qui n’administre pas, rien ne s’ajoute', async () => {
    const avant = await source()
    const absente = `${p.regleNeuve(id)}?phrase=cout_minimal&aussi=40`
    expect([
      (await w.get(absente, admin)).status,
      (await w.post(absente, { revision: '0', 'c0.0.valeur.chiffre': '1' }, admin)).status,
    ]).toEqual([404, 404])
    const referent = (await w.compte({ roles: [roleDe('referent_regional')] })).cookie
    for (const chemin of [second(p.regle(id, 1)), `${p.regleNeuve(id)}?phrase=cout_minimal&aussi=1`])
      expect((await w.post(chemin, { revision: '0', titre: 'x' }, referent)).status).toBe(404)
    expect(await source()).toBe(avant)
  })
})
