import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fermerDocuments } from '../../features/documents/index.ts'
import { CODES_MODELES } from '../../features/studio/modeles/modeles.table.ts'
import { modeleAJouer } from '../modeles.ts'
import { jouerEnMemoire } from '../scenario-essais.ts'
import { chargerAppel } from './jouer.ts'

afterAll(fermerDocuments)

/** Each run plays one of the models, drawn (`GRAINE=…` draws it again); `CAMPAGNE=tout` plays them all. What their rules say is in `studio/modeles/modeles.test.ts`, every time. */
const graine = Number(process.env.GRAINE ?? Date.now() % 100_000)
const JOUES = process.env.CAMPAGNE === 'tout' ? CODES_MODELES : [CODES_MODELES[graine % CODES_MODELES.length]!]

test.each(JOUES)(
  `le modèle «\u00a0%s\u00a0» se joue par ses pages, de la publication aux lettres, avec les montants de ses essais (graine ${graine})`,
  async code => {
    const dossier = mkdtempSync(join(tmpdir(), 'gt-modele-'))
    const fichier = join(dossier, 'appel.yml')
    writeFileSync(fichier, modeleAJouer(code, 2028))
    try {
      const appel = chargerAppel(fichier)
      const fait = await jouerEnMemoire(fichier)
      const essais = [...appel.essais, ...(appel.second?.essais ?? [])]
      const deposes = essais.filter(e => e.attendu.depose).length
      expect(fait).toMatchObject({ appel: appel.slug, essais: { joues: essais.length, deposes }, lettres: expect.any(Number) })
      expect(fait.enveloppe.reste).toBe(fait.enveloppe.montant - fait.enveloppe.accorde)
      expect(fait.lettres).toBeGreaterThanOrEqual(deposes)
    } finally {
      rmSync(dossier, { recursive: true })
    }
  },
  120_000,
)
