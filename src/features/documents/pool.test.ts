import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { creerPool, type DemandePdf } from './pool.ts'

describe('la file de rendu', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'documents-'))
  const fichier = join(dossier, 'ouvrier.mjs')
  writeFileSync(
    fichier,
    `import { parentPort } from 'node:worker_threads'
     import { spawnSync } from 'node:child_process'
     parentPort.on('message', ({ donnees }) => {
       if (donnees === 'panne') throw new Error('cassé')
       if (donnees === 'sortie') process.exit(3)
       if (donnees === 'natif') spawnSync('sleep', ['2'])
       if (donnees === 'refus') parentPort.postMessage({ erreur: 'refusé' })
       else if (donnees !== 'lent') parentPort.postMessage({ pdf: new TextEncoder().encode(donnees) })
     })`,
  )
  const demande = (donnees: string) => ({ donnees }) as unknown as DemandePdf
  afterAll(() => rmSync(dossier, { recursive: true }))

  test('un rendu qui casse, sort ou dure ne perd que son document', async () => {
    const pool = creerPool({ fichier: pathToFileURL(fichier), taille: 1, delaiMs: 400 })
    const suite = await Promise.allSettled(['a', 'panne', 'b', 'sortie', 'c', 'lent', 'd'].map(d => pool.rendre(demande(d))))
    const dits = suite.map(s => (s.status === 'fulfilled' ? new TextDecoder().decode(s.value) : s.reason.message))
    expect(dits).toEqual([
      'a',
      'le rendu s’est arrêté : cassé',
      'b',
      'le rendu s’est arrêté (code 3)',
      'c',
      'document non rendu en 400 ms',
      'd',
    ])
    await pool.fermer()
  })

  // seen to fail: a third thread beside two that nothing can interrupt, and so on as a job tries again
  test('deux rendus que rien n’interrompt, et le suivant attend que l’un finisse', async () => {
    const pool = creerPool({ fichier: pathToFileURL(fichier), taille: 1, delaiMs: 200 })
    const debut = performance.now()
    const suite = await Promise.allSettled(['natif', 'natif', 'a'].map(d => pool.rendre(demande(d))))
    expect(suite.map(s => s.status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(performance.now() - debut).toBeGreaterThan(1500)
    await pool.fermer()
  })

  test('un document refusé n’arrête pas le suivant', async () => {
    const pool = creerPool({ fichier: pathToFileURL(fichier), taille: 2, delaiMs: 5000 })
    await expect(pool.rendre(demande('refus'))).rejects.toThrow('refusé')
    await expect(pool.rendre(demande('a'))).resolves.toHaveLength(1)
    await pool.fermer()
  })

  test('à la fermeture, ce qui attend est refusé et plus rien n’entre', async () => {
    const pool = creerPool({ fichier: pathToFileURL(fichier), taille: 1, delaiMs: 5000 })
    const enCours = Promise.allSettled([pool.rendre(demande('lent')), pool.rendre(demande('a'))])
    await pool.fermer()
    expect((await enCours).map(s => s.status)).toEqual(['rejected', 'rejected'])
    await expect(pool.rendre(demande('a'))).rejects.toThrow('fermés')
  })
})
