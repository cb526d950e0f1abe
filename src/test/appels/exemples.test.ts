import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { direEcarts } from '../../../scripts/essais.ts'
import { fermerDocuments } from '../../features/documents/index.ts'
import { jouerEssais } from '../../features/examen/index.ts'
import { jouerEnMemoire } from '../scenario-essais.ts'
import { chargerAppel } from './jouer.ts'

const EXEMPLES = existsSync('appels-exemples')
  ? readdirSync('appels-exemples').filter(d => existsSync(join('appels-exemples', d, 'appel.yml')))
  : []
const FICHIERS = [
  ...EXEMPLES.map(d => join('appels-exemples', d, 'appel.yml')),
  ...readdirSync('src/test/appels')
    .filter(f => f.endsWith('.yml'))
    .map(f => join('src/test/appels', f)),
]
afterAll(fermerDocuments)

describe.each(FICHIERS)('%s', fichier => {
  test('chaque essai donne ce qu’il attend, et il y en a un qui se dépose et un qui est refusé', () => {
    const appel = chargerAppel(fichier)
    const joues = jouerEssais({ appel, sha256: fichier })
    expect(direEcarts(joues)).toEqual([])
    expect(new Set(joues.map(j => j.depose))).toEqual(new Set([true, false]))
  })

  test('il se joue par ses pages, de la publication aux lettres, et chaque montant est celui que ses essais attendent', async ({
    skip,
  }) => {
    const appel = chargerAppel(fichier)
    skip(Object.keys(appel.antecedents).length > 0, 'cet appel en nomme d’autres, que ce guichet n’a pas')
    const fait = await jouerEnMemoire(fichier)
    const essais = [...appel.essais, ...(appel.second?.essais ?? [])]
    const deposes = essais.filter(e => e.attendu.depose).length
    expect(fait).toMatchObject({ appel: appel.slug, essais: { joues: essais.length, deposes }, lettres: expect.any(Number) })
    expect(fait.enveloppe.reste).toBe(fait.enveloppe.montant - fait.enveloppe.accorde)
    expect(fait.lettres).toBeGreaterThanOrEqual(deposes)
  }, 120_000)
})

// before: the first name alone, once the call was published
test('un essai qui nomme une structure inconnue le dit avant de jouer, toutes à la fois, avec les noms proches', async () => {
  const dossier = mkdtempSync(join(tmpdir(), 'noms-'))
  const fichier = join(dossier, 'appel.yml')
  const texte = readFileSync('src/test/appels/degats-orages.yml', 'utf8')
  writeFileSync(fichier, texte.replace('nom: Évisa', 'nom: Evisa').replace('nom: CC Spelunca', 'nom: Spelunca'))
  await expect(jouerEnMemoire(fichier)).rejects.toThrow(
    /«.Evisa.», à la lettre.; écrivez le nom d’une de celles-ci.: Évisa[\s\S]*«.Spelunca-Liamone.»[\s\S]*: CC Spelunca-Liamone/,
  )
  rmSync(dossier, { recursive: true })
}, 120_000)

test('chaque exemple a sa ligne dans le LISEZ-MOI, avec ce qui y est inventé', () => {
  const lisezMoi = readFileSync('appels-exemples/README.md', 'utf8')
  for (const d of EXEMPLES) {
    const texte = readFileSync(join('appels-exemples', d, 'appel.yml'), 'utf8')
    expect(lisezMoi).toContain(`(${d}/appel.yml)`)
    expect([d, ...['Autorité', 'Source', 'Inventé'].filter(mot => !new RegExp(`^# ${mot} `, 'm').test(texte))]).toEqual([d])
  }
})
