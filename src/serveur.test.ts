import { setTimeout as attendre } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { paths } from './paths.ts'
import { DELAIS, type Delais } from './serveur.ts'
import { ecouter, type Serveur } from './test/lignes.ts'
import { commencer, publier } from './test/vico.ts'
import { openWorld, type World } from './test/world.ts'

/** The delays of the program, a hundred times shorter: what is said in seconds below is asked in hundredths. */
const VITE: Delais = {
  teteMs: 100,
  regardMs: 10,
  formulaire: { fenetreMs: 300, octetsParSeconde: 2_000, dureeMs: 6_000 },
  fichiers: { fenetreMs: 600, octetsParSeconde: 5_000, dureeMs: 1_500, octetsParSecondeEnTout: 25_000 },
}

it('les délais du programme\u00a0: dix secondes pour une tête, 2 ko/s pour un formulaire, 5 ko/s pour une pièce, et une durée en tout', () => {
  expect(DELAIS).toEqual({
    teteMs: 10_000,
    regardMs: 1_000,
    formulaire: { fenetreMs: 30_000, octetsParSeconde: 2_000, dureeMs: 600_000 },
    fichiers: { fenetreMs: 60_000, octetsParSeconde: 5_000, dureeMs: 600_000, octetsParSecondeEnTout: 25_000 },
  })
})

// Seen to fail: « sans un mot » and « sans tête » without `headersTimeout`, and all that arrives too slowly without `surveiller`. What the application does not
// read, its HTTP adapter cuts by itself.
describe('une ligne trop lente', () => {
  let w: World
  let cookie: string
  let id: string
  let s: Serveur
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    ;({ cookie } = await w.compte({ structures: ['Vico'] }))
    id = await commencer(w, cookie)
  })
  afterEach(() => s.fermer())
  afterAll(async () => {
    await attendre(600) // what was cut is still being answered
    await w.close()
  })

  const tete = (chemin: string, longueur: number, plus = '') =>
    `POST ${chemin} HTTP/1.1\r\nhost: localhost:3000\r\norigin: http://localhost:3000\r\ncookie: ${cookie}\r\nconnection: close\r\ncontent-length: ${longueur}\r\n${plus}\r\n`
  const FORMULAIRE = 'content-type: application/x-www-form-urlencoded\r\n'
  const PIECE = 'content-type: multipart/form-data; boundary=b\r\n'
  const DEBUT =
    '--b\r\ncontent-disposition: form-data; name="fichier-deliberation"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7\n'
  const FIN = '\r\n--b--\r\n'
  /** Writes blocks, one each so many milliseconds, until they are all gone or the line is cut; how long it held. */
  async function goutte(l: ReturnType<Serveur['ligne']>, blocs: readonly string[], chaqueMs: number) {
    const debut = performance.now()
    let coupee = false
    void l.reponse.then(() => {
      coupee = true
    })
    for (const bloc of blocs) {
      if (coupee) break
      l.ecrire(bloc)
      await attendre(chaqueMs)
    }
    return { ...(await l.reponse), ms: performance.now() - debut }
  }
  const repete = (n: number, bloc: string) => Array<string>(n).fill(bloc)

  it.each([
    ['sans un mot', ''],
    ['sans tête', 'POST / HTTP/1.1\r\nhost: localhost:3000\r\n'],
  ])('%s est coupée', async (_, mots) => {
    s = await ecouter(w, VITE)
    const l = s.ligne()
    if (mots) l.ecrire(mots)
    expect((await goutte(l, [], 0)).ms).toBeLessThan(2_000)
  })

  it('un formulaire qui arrive goutte à goutte est coupé, avec une page qui le dit', async () => {
    s = await ecouter(w, VITE)
    const l = s.ligne()
    l.ecrire(tete(paths.dossiers.etape(id, 'projet'), 50_000, FORMULAIRE))
    const r = await goutte(l, repete(500, 'a'), 10)
    expect(r.statut).toBe(408)
    expect(r.texte).toContain('Votre envoi s’est interrompu')
    expect(r.ms).toBeLessThan(2_000)
  })

  it('ce que l’application ne lit pas est coupé aussi', async () => {
    s = await ecouter(w, { ...VITE, fichiers: { ...VITE.fichiers, fenetreMs: 200 } })
    const l = s.ligne()
    l.ecrire(tete(paths.suivi.scans, 50_000, PIECE)) // not a page of theirs: 404 at once
    expect((await goutte(l, repete(500, 'a'), 10)).ms).toBeLessThan(3_000)
  })

  it('un formulaire assez rapide, mais sans fin, est coupé au bout de sa durée', async () => {
    s = await ecouter(w, { ...VITE, formulaire: { ...VITE.formulaire, dureeMs: 800 } })
    const l = s.ligne()
    l.ecrire(tete(paths.dossiers.etape(id, 'projet'), 900_000, FORMULAIRE))
    const r = await goutte(l, repete(300, 'a'.repeat(1_000)), 20)
    expect(r.statut).toBe(408)
    expect(r.ms).toBeGreaterThan(700)
    expect(r.ms).toBeLessThan(4_000)
  })

  it('une pièce sous 5 ko/s est coupée, et rien n’en reste\u00a0; à 50 ko/s elle passe, avec des silences', async () => {
    s = await ecouter(w, VITE)
    const chemin = paths.dossiers.pieces(id)
    const lente = s.ligne()
    lente.ecrire(tete(chemin, 100_000, PIECE) + DEBUT)
    expect((await goutte(lente, repete(500, 'a'.repeat(20)), 10)).statut).toBe(408)
    const pieces = async () => (await w.owner.query('select id from piece where dossier_id = $1', [id])).rows.length
    expect(await pieces()).toBe(0)
    // 400 kbit/s for half of the time, silent a third of a window in between: longer in all than `dureeMs`, which announced bytes put off
    const bouts = repete(10, 'a'.repeat(5_000))
    const telephone = s.ligne()
    telephone.ecrire(tete(chemin, DEBUT.length + 50_000 + FIN.length, PIECE) + DEBUT)
    const r = await goutte(telephone, [...bouts, FIN], 170)
    expect(r.statut).toBe(303)
    expect(r.ms).toBeGreaterThan(VITE.fichiers.dureeMs)
    expect(await pieces()).toBe(1)
  })

  it('une pièce assez rapide par moments, mais plus longue que ce que sa taille demande, est coupée', async () => {
    s = await ecouter(w, { ...VITE, fichiers: { ...VITE.fichiers, dureeMs: 500 } })
    const l = s.ligne()
    l.ecrire(tete(paths.dossiers.pieces(id), 30_000, PIECE) + DEBUT)
    const r = await goutte(l, repete(200, 'a'.repeat(200)), 15)
    expect(r.statut).toBe(408)
    expect(r.ms).toBeGreaterThan(1_000)
    expect(r.ms).toBeLessThan(5_000)
  })
})
