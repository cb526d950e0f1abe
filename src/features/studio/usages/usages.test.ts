import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { direEcarts } from '../../../../scripts/essais.ts'
import { lireYaml } from '../../../lib/yaml.ts'
import { paths } from '../../../paths.ts'
import { roleDe } from '../../../test/acteur.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { lireAppel } from '../../appels/index.ts'
import { jouerEssais } from '../../examen/index.ts'
import type { Chemin } from '../../formes/index.ts'
import { nommeA } from './codes.ts'
import { codeDe, renommer, usagesDe } from './usages.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const brutDe = (texte: string) => {
  const lu = lireYaml(texte)
  if (!lu.ok) throw new Error('not YAML')
  return lu.value.brut as Record<string, unknown>
}
const lieux = (texte: string, chemin: Chemin) => usagesDe(brutDe(texte), chemin).map(c => c.join('/'))

/** Every thing of a call that has a code of its own. */
function nommes(texte: string): Chemin[] {
  const brut = brutDe(texte) as never as { volets: []; pieces: []; formulaires: { etapes: { questions?: [] }[] }[] }
  return [
    ...brut.volets.map((_, i) => ['volets', i]),
    ...brut.pieces.map((_, i) => ['pieces', i]),
    ...brut.formulaires.flatMap((f, i) =>
      f.etapes.flatMap((e, j) => (e.questions ?? []).map((_, k) => ['formulaires', i, 'etapes', j, 'questions', k])),
    ),
  ]
}

describe('où une chose d’un appel est citée', () => {
  it('une question\u00a0: les règles, le test, le suivi et les essais', () => {
    const commence = ['formulaires', 0, 'etapes', 1, 'questions', 3]
    expect(codeDe(brutDe(DETR), nommeA(commence)!)).toBe('commence')
    expect(lieux(DETR, commence)).toEqual(expect.arrayContaining(['simulateur/ecrans/4', 'regles/1', 'essais/0', 'essais/6']))
    expect(lieux(DETR, ['formulaires', 0, 'etapes', 1, 'questions', 1])).toContain('suivi/debut')
  })
  it('un volet, une pièce, un chiffre', () => {
    expect(lieux(DETR, ['volets', 3])).toEqual(
      expect.arrayContaining(['formulaires/0', 'parametres/taux de la catégorie', 'regles/2', 'avis/1', 'essais/8']),
    )
    expect(lieux(DETR, ['pieces', 2])).toEqual(expect.arrayContaining(['avis/1']))
    expect(lieux(DETR, ['parametres', 'plancher'])).toEqual(['regles/2'])
  })
  it('ce qui n’a pas de code n’est cité nulle part, ni ce que personne ne cite', () => {
    expect(lieux(DETR, ['regles', 0])).toEqual([])
    expect(lieux(DETR, ['formulaires', 0, 'etapes', 1, 'questions', 99])).toEqual([])
  })
})

describe('changer un code le change partout', () => {
  const fichiers = [
    'appels-exemples/detr-tarn-2018/appel.yml',
    'appels-exemples/fisac-collectif-2018/appel.yml',
    'src/test/appels/deux-temps.yml',
    'src/test/appels/forfait.yml',
    'modeles/a-date.yml',
  ]
  it.each(fichiers)(
    'dans %s, chaque question, chaque volet, chaque pièce\u00a0: l’appel reste juste, et ses essais passent',
    fichier => {
      const texte = readFileSync(fichier, 'utf8').replaceAll('montant: ""', 'montant: 900 000 €')
      const cites = nommes(texte)
      expect(cites.length).toBeGreaterThan(3)
      for (const [i, chemin] of cites.entries()) {
        const brut = brutDe(texte)
        const code = codeDe(brut, nommeA(chemin)!)!
        const neuf = renommer(texte, brut, nommeA(chemin)!, `neuf_${i}`)
        expect(neuf, `${code}: can be renamed`).toBeDefined()
        expect(usagesDe(brutDe(neuf!), chemin).length, code).toBe(usagesDe(brut, chemin).length)
        const lu = lireAppel(neuf!, fichier)
        expect(lu.ok ? [] : lu.error.map(e => `${code}: ${e.champ} ${e.message}`)).toEqual([])
        // lines that do not name it are word for word
        expect(neuf!.split('\n')).toHaveLength(texte.split('\n').length)
        if (lu.ok && i % 3 === 0) expect(direEcarts(jouerEssais({ appel: lu.value, sha256: `${fichier} ${i}` }))).toEqual([])
      }
    },
    60_000,
  )

  it('la réponse d’une question à choix\u00a0: les chiffres par réponse, les essais et les formules suivent, et elle seule', () => {
    const forfait = readFileSync('modeles/forfait.yml', 'utf8').replaceAll('montant: ""', 'montant: 900 000 €')
    const question = ['formulaires', 0, 'etapes', 2, 'questions', 0]
    const option = [...question, 'options', 0]
    const dit = forfait.replace('formule: deja_aide = non', "formule: deja_aide = non et modele parmi ('simple' ; 'complet')")
    const brut = brutDe(dit)
    expect(usagesDe(brut, option).map(u => u.join('/'))).toEqual(expect.arrayContaining(['parametres/forfait par équipement', 'essais/1']))
    const neuf = renommer(dit, brut, nommeA(option)!, 'petite')!
    expect(neuf).toContain('valeurs: { petite: 2 000 €, complet: 4 000 € }')
    expect(neuf).toContain("parmi ('petite' ; 'complet')")
    expect(neuf).toContain('libelle: Équipement simple')
    const lu = lireAppel(neuf, 'forfait.yml')
    expect(lu.ok ? [] : lu.error).toEqual([])
    expect(renommer(dit, brut, nommeA(option)!, 'complet')).toBeUndefined()
  })

  it('un code qui est déjà celui d’un autre n’est pas pris', () => {
    expect(renommer(DETR, brutDe(DETR), nommeA(['volets', 0])!, 'voirie')).toBeUndefined()
    expect(renommer(DETR, brutDe(DETR), nommeA(['volets', 0])!, 'ecoles')).toBeUndefined()
    expect(renommer(DETR, brutDe(DETR), nommeA(['pieces', 1])!, 'deliberation')).toBeUndefined()
  })
  it('un mot pareil ailleurs n’est pas touché\u00a0: une réponse, une phrase, un nom plus long', () => {
    const texte = DETR.replace('description: Les quatre classes', 'description: commence, les quatre classes')
    const neuf = renommer(texte, brutDe(texte), nommeA(['formulaires', 0, 'etapes', 1, 'questions', 3])!, 'deja_en_cours')!
    expect(neuf).toContain('description: commence, les quatre classes')
    expect(neuf).toContain('formule: deja_en_cours = non')
    expect(neuf).toContain('Je ne commence pas avant')
    expect(neuf).toContain('reponses: { deja_en_cours: oui }')
  })
})

describe('dans le studio', () => {
  let w: World
  let admin: string
  beforeAll(async () => {
    w = await openWorld()
    admin = (await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })).cookie
  })
  afterAll(() => w.close())
  const { studio: p } = paths
  const ouvrir = async (appel = DETR) => {
    const r = await w.post(p.accueil, { source: appel }, admin)
    return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
  }
  const source = async (id: string) => (await w.get(p.fichier(id), admin)).text()
  const QUESTION = '/formulaires/0/etapes/1/questions/3'

  it('une question dit où elle est utilisée\u00a0; changer son nom ne change que lui, changer son code le change partout', async () => {
    const id = await ouvrir()
    const page = p.lieu(p.section(id, 'formulaire'), QUESTION)
    const html = await (await w.get(page, admin)).text()
    expect(html).toMatch(/Utilisée à \d+(\u00a0|&nbsp;)endroits/)
    expect(html).toContain('Opération non commencée')
    await w.post(page, { revision: '0', [`${QUESTION}/libelle`]: 'Les travaux ont-ils commencé ?' }, admin)
    const nomme = await source(id)
    expect(nomme.split('\n').filter(l => !DETR.split('\n').includes(l))).toHaveLength(1)
    await w.post(page, { revision: '1', [`${QUESTION}/id`]: 'travaux_commences' }, admin)
    const code = await source(id)
    expect(code).not.toMatch(/(question|champ|formule|id): commence\b|\bcommence: (oui|non)/)
    expect(code).toContain('formule: travaux_commences = non')
    expect((await (await w.get(p.brouillon(id), admin)).text()).replaceAll(/<[^>]+>/g, ' ')).toMatch(
      /code changé à \d+\u00a0autres endroits/i,
    )
    // one operation: one undoing
    await w.post(p.retour(id), { sens: 'annuler', revision: '2' }, admin)
    expect(await source(id)).toBe(nomme)
  })

  it('retirer ce qui est utilisé demande d’abord, et dit par quoi\u00a0; ce qui ne l’est pas part aussitôt', async () => {
    const id = await ouvrir()
    const page = p.section(id, 'quoi')
    const r = await w.post(page, { revision: '0', ordre: 'retirer /volets/2', '/aide/texte': 'Ce que je tapais.' }, admin)
    const html = await r.text()
    expect([r.status, html.includes('Retirer quand même'), html.includes('Ce que je tapais.')]).toEqual([422, true, true])
    expect(html).toContain('taux de la catégorie')
    expect(await source(id)).toBe(DETR)
    expect((await w.post(page, { revision: '0', ordre: 'retirer! /volets/2', '/aide/texte': 'Ce que je tapais.' }, admin)).status).toBe(303)
    expect(await source(id)).not.toContain('code: voirie')
    expect(await source(id)).toContain('Ce que je tapais.')
    // nobody names a neighbouring line that has no code
    expect((await w.post(p.section(id, 'comite'), { revision: '1', ordre: 'retirer /criteres/liste/1' }, admin)).status).toBe(303)
  })

  it('une question à laquelle les essais répondent part avec leurs réponses, d’une seule pression\u00a0: rien ne bloque, et cela s’annule', async () => {
    const fonds = readFileSync('src/test/appels/fonds-departemental.yml', 'utf8')
    const id = await ouvrir(fonds)
    const page = p.lieu(p.section(id, 'formulaire'), '/formulaires/0')
    const question = '/formulaires/0/etapes/1/questions/1'
    const demande = await (await w.post(page, { revision: '0', ordre: `retirer ${question}` }, admin)).text()
    expect(demande).toContain('Retirer, avec ses réponses dans 2\u00a0essais')
    expect((await w.post(page, { revision: '0', ordre: `retirer+ ${question}` }, admin)).status).toBe(303)
    const reste = await source(id)
    expect(reste).not.toContain('date_fin')
    expect(reste).toContain('resume: Une rampe')
    expect(await (await w.get(p.brouillon(id), admin)).text()).not.toMatch(/points? bloquen?t? la publication/)
    await w.post(p.retour(id), { sens: 'annuler', revision: '1' }, admin)
    expect(await source(id)).toBe(fonds)
  })
})
