import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { direEcarts } from '../../../../scripts/essais.ts'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { debutDuModele, modeleRempli } from '../../../test/modeles.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { lireAppel, publierFichier } from '../../appels/index.ts'
import { verifierAppel } from '../../appels/verification/verifier-appel.ts'
import { jouerEssais } from '../../examen/index.ts'
import { reprendre } from '../reprendre.ts'
import { modelesOfferts, texteDuModele } from './lire-modeles.ts'
import { CODES_MODELES } from './modeles.table.ts'
import { codeDossierDe, codeLibre, slugDe } from './nommer.rules.ts'

const lireTexte = (texte: string) => {
  const lu = lireAppel(texte, 'appel.yml')
  if (!lu.ok) throw new Error(lu.error.map(e => `${e.ligne}:${e.colonne} ${e.champ} ${e.message}`).join('\n'))
  return lu.value
}
const CORSE = { nom: 'Corse', region: '94', departements: ['2A', '2B'] }

describe.each(CODES_MODELES)('le modèle «\u00a0%s\u00a0»', code => {
  it('tel qu’il est livré, n’a rien à corriger\u00a0: seulement des montants à compléter, dits en toutes lettres', () => {
    for (const texte of [texteDuModele(code), debutDuModele(code, 2029)]) {
      const points = verifierAppel(texte, 'appel.yml')
      expect(points.map(p => p.fait)).not.toEqual([])
      expect(points.filter(p => !p.fait.startsWith('À compléter\u00a0: on attend un montant'))).toEqual([])
    }
  })

  it('une fois ses montants écrits, est accepté sans remarque, et ses essais passent, quelle que soit l’année', () => {
    for (const annee of [2026, 2027, 2028, 2029, 2033]) {
      const texte = modeleRempli(code, annee)
      const appel = lireTexte(texte)
      const { ouverture } = appel.calendrier.vagues[0]!
      expect(Math.abs(ouverture.getUTCFullYear() - annee), `ouverture en ${annee}`).toBeLessThanOrEqual(1)
      expect(ouverture.getUTCDay()).toBe(lireTexte(modeleRempli(code, 2027)).calendrier.vagues[0]!.ouverture.getUTCDay())
      const points = verifierAppel(texte, 'appel.yml', { territoire: CORSE, instant: new Date(ouverture.getTime() - 30 * 86_400_000) })
      expect(points.map(p => `${annee} ${p.ligne} ${p.fait} ${p.consequence}`)).toEqual([])
      const joues = jouerEssais({ appel, sha256: `${code} ${annee}` })
      expect(direEcarts(joues)).toEqual([])
      const essais = [...appel.essais, ...(appel.second?.essais ?? [])]
      // one that files, and one that each rule that blocks refuses
      expect(joues.some(j => j.depose)).toBe(true)
      const bloquent = [appel, appel.second].flatMap(
        a => a?.regles.filter(r => r.controles.some(c => c.sinon === 'non_respectee')).map(r => r.id) ?? [],
      )
      expect(bloquent.filter(id => !essais.some(e => e.attendu.bloquants?.includes(id)))).toEqual([])
    }
  })

  it('ne nomme aucune autorité, aucune personne et aucun lieu', () => {
    const texte = texteDuModele(code)
    expect(texte).not.toMatch(/pr[ée]fecture|corse|r[ée]gion |@(?!guichet\.example)/i)
    expect(texte).toContain('Votre territoire')
  })
})

test('le modèle par catégories ne donne que le cadre\u00a0: une catégorie, pas de tableau, pas de lettre', () => {
  const appel = lireTexte(modeleRempli('categories', 2027))
  expect(appel.volets).toHaveLength(1)
  expect(appel.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions.filter(q => q.type === 'tableau')))).toEqual([])
  expect(Object.values(appel.lettres).filter(Boolean)).toEqual([])
  expect(appel.pieces.map(p => p.code)).toEqual(['deliberation', 'devis'])
})

test('chaque modèle dit combien de questions, de règles et d’essais il apporte', () => {
  for (const m of modelesOfferts()) {
    const appel = lireTexte(modeleRempli(m.code, 2027))
    const temps = [appel, ...(appel.second ? [appel.second] : [])]
    expect(m.questions).toEqual(temps.map(a => a.formulaires.flatMap(f => f.etapes.flatMap(e => e.questions)).length))
    expect([m.regles, m.essais]).toEqual([temps.reduce((n, a) => n + a.regles.length, 0), temps.reduce((n, a) => n + a.essais.length, 0)])
  }
})

test('l’adresse et le début des numéros viennent du nom', () => {
  expect(slugDe('DETR et DSIL 2027', 2027, new Set())).toBe('detr-et-dsil-2027')
  expect(slugDe('Été des aînés', 2027, new Set(['ete-des-aines-2027', 'ete-des-aines-2027-2']))).toBe('ete-des-aines-2027-3')
  expect(slugDe('« … »', 2027, new Set())).toBe('2027')
  expect(['DETR et DSIL 2027', 'Aide aux écoles', 'Ponts', '!'].map(t => codeDossierDe(t, 2027, new Set()))).toEqual([
    'DETR27',
    'AE27',
    'PONTS27',
    'APPEL27',
  ])
})

it('deux appels ne commencent pas leurs numéros de la même façon\u00a0: celui de l’an prochain, un second du même nom, et ce qui est déjà long', () => {
  expect(codeDossierDe('DETR et DSIL', 2027, new Set(['DETR27', 'DETR27B']))).toBe('DETR27C')
  expect(codeLibre('APPELS27', new Set(['APPELS27']))).toBe('APPELS2B')
  const lettres = Array.from({ length: 25 }, (_, i) => `A${String.fromCharCode(66 + i)}`)
  expect(codeLibre('A', new Set(['A', ...lettres]))).toBe('A26')
  const codeRepris = (code: string, pris: string[]) => {
    const r = reprendre(`slug: x-2027\ncode_dossier: ${code}\n`, new Set(pris))
    return r.ok && /code_dossier: (\S+)/.exec(r.value.texte)![1]
  }
  expect([
    codeRepris('DETR27', ['DETR27']),
    codeRepris('DETR27', ['DETR27', 'DETR28']),
    codeRepris('ITN7', ['ITN7']),
    codeRepris('X27', []),
  ]).toEqual(['DETR28', 'DETR28B', 'ITN7B', 'X27'])
})

describe('je commence un appel d’un modèle', () => {
  let w: World
  let admin: string
  beforeAll(async () => {
    w = await openWorld({ instant: '2026-10-20T09:42:00' })
    admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  })
  afterAll(() => w.close())
  const { studio: p } = paths
  const brouillons = async () => (await w.owner.query('select count(*)::int as n from brouillon_appel')).rows[0].n

  it('cinq modèles me sont offerts, avec ce à quoi ils servent et ce qu’ils apportent', async () => {
    const page = await (await w.get(p.accueil, admin)).text()
    for (const m of modelesOfferts()) expect(page).toContain(m.titre)
    expect(page).toMatch(/name="annee"[^>]*value="2027"|value="2027"[^>]*name="annee"/)
  })

  it('je le nomme et je dis son année\u00a0: le territoire, le service et les dates y sont, les montants restent', async () => {
    const r = await w.post(p.modele, { modele: 'a_date', titre: "Écoles d'été", annee: '2028' }, admin)
    expect(r.status).toBe(303)
    const id = /\/studio\/([0-9a-f-]{36})\?fait=modele/.exec(r.headers.get('location')!)![1]!
    const texte = await (await w.get(p.fichier(id), admin)).text()
    expect(texte).toContain('titre: "Écoles d\'été"')
    expect(texte).toContain('slug: "ecoles-d-ete-2028"')
    expect(texte).toContain('departements: [{"code":"2A","nom":"Corse-du-Sud"},{"code":"2B","nom":"Haute-Corse"}]')
    expect(texte).toContain('ouverture: 2028-01-10 08:00:00')
    expect(texte).toContain(w.deps.config.guichet.service.courriel)
    // comments and order are those of the model
    expect(texte.split('\n').slice(0, 2)).toEqual(texteDuModele('a_date').split('\n').slice(0, 2))
    const page = (await (await w.get(p.brouillon(id), admin)).text()).replaceAll(/<[^>]+>/g, ' ')
    expect(page).toContain('1\u00a0point bloque')
    expect(page).toContain('À compléter')
  })

  it('le nom d’un appel du guichet n’en fait pas une version\u00a0: l’adresse est une autre', async () => {
    await w.auGuichet(tx => publierFichier(tx, w.ctx(), modeleRempli('forfait', 2027).replace(/^slug: .*$/m, 'slug: bornes-2027')))
    const r = await w.post(p.modele, { modele: 'forfait', titre: 'Bornes 2027', annee: '2027' }, admin)
    const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
    expect(await (await w.get(p.fichier(id), admin)).text()).toContain('slug: "bornes-2027-2"')
  })

  it('sans modèle, sans nom, sans année\u00a0: la page dit quoi, et rend ce qui était tapé', async () => {
    const avant = await brouillons()
    for (const [champs, dit] of [
      [{ modele: '', titre: 'Ponts', annee: '2027' }, 'Choisissez un modèle.'],
      [{ modele: 'constructor', titre: 'Ponts', annee: '2027' }, 'Choisissez un modèle.'],
      [{ modele: 'forfait', titre: ' ', annee: '2027' }, 'Donnez un nom à l’appel.'],
      [{ modele: 'forfait', titre: 'p'.repeat(201), annee: '2027' }, 'Le nom dépasse'],
      [{ modele: 'forfait', titre: 'Ponts', annee: 'demain' }, 'Écrivez l’année'],
      [{ modele: 'forfait', titre: 'Ponts', annee: '1999' }, 'Écrivez l’année'],
    ] as const) {
      const r = await w.post(p.modele, champs, admin)
      const page = await r.text()
      expect([r.status, page.includes(dit)], JSON.stringify(champs)).toEqual([422, true])
      if (champs.titre === 'Ponts') expect(page).toContain('value="Ponts"')
    }
    expect(await brouillons()).toBe(avant)
  })

  it('un titre qui a l’air d’un texte d’appel ou d’une page n’en est pas un', async () => {
    const titre = 'A: { b: *x } # <script>alert(1)</script> "q"'
    const r = await w.post(p.modele, { modele: 'categories', titre, annee: '2027' }, admin)
    const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
    const page = await (await w.get(p.brouillon(id), admin)).text()
    expect(page).not.toContain('<script>alert')
    expect(page.replaceAll(/<[^>]+>/g, ' ')).toContain('2\u00a0points bloquent')
  })

  it('d’un autre rôle, ou sans compte, rien ne se crée', async () => {
    const avant = await brouillons()
    const lecteur = (await w.compte({ roles: [roleDe('lecteur')] })).cookie
    const champs = { modele: 'forfait', titre: 'Ponts', annee: '2027' }
    expect((await w.post(p.modele, champs, lecteur)).status).toBe(404)
    expect((await w.post(p.modele, champs)).status).toBe(303)
    expect(await brouillons()).toBe(avant)
  })
})
