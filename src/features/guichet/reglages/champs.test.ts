import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type GuichetConfig, guichetSchema, lireConfig } from '../../../config.ts'
import { avecValeur, CHAMPS, CLES, type Cle, clesDe, differences, SECTIONS_EN_ORDRE, valeurDe } from './champs.table.ts'

const OU = { annuairesPermis: ['http://annuaire.interne.example:8080'] }
const lire = (cle: Cle, saisi: string) => CHAMPS[cle].genre.lire(saisi, OU)
const refus = (cle: Cle, saisi: string) => {
  const r = lire(cle, saisi)
  return r.ok ? undefined : r.error
}

type Zod = { def: { type: string; innerType?: Zod; shape?: Record<string, Zod> } }
/** Every leaf of the schema, by its place in the file. */
function feuilles(z: Zod, chemin: readonly string[] = []): string[] {
  if (z.def.innerType) return feuilles(z.def.innerType, chemin)
  return z.def.shape ? Object.entries(z.def.shape).flatMap(([cle, v]) => feuilles(v, [...chemin, cle])) : [chemin.join('.')]
}

// seen to fail: with a key more in the schema
it('chaque réglage du fichier a son champ, son libellé et sa section', () => {
  const attendues = feuilles(guichetSchema as unknown as Zod)
  expect(attendues).toContain('attribuant.siret')
  expect([...CLES].sort()).toEqual(attendues.sort())
  expect(CLES.filter(c => CHAMPS[c].libelle.trim() === '')).toEqual([])
  expect(SECTIONS_EN_ORDRE.flatMap(clesDe).sort()).toEqual([...CLES].sort())
})

describe.each(['guichets/prefet-de-corse.yml', 'guichets/exemple-neutre.yml'])('%s', fichier => {
  const config = lireConfig({ GUICHET_CONFIG: fichier }).guichet
  it('se lit dans les champs comme il est écrit', () => {
    for (const cle of CLES.filter(c => c !== 'slug')) {
      const v = valeurDe(config, cle)
      const r = lire(cle, CHAMPS[cle].genre.ecrire(v))
      expect(r, cle).toEqual({ ok: true, value: v })
    }
  })
  it('ne diffère pas de lui-même, ni de lui relu', () => {
    expect(differences(config, guichetSchema.parse(parse(readFileSync(fichier, 'utf8'))))).toEqual([])
  })
})

it('un changement se dit en français, avant et après', () => {
  const { guichet } = lireConfig({})
  const autre = avecValeur(avecValeur(guichet, 'conservation.comptesMois', 24), 'territoire.emprise', undefined) as GuichetConfig
  expect(differences(guichet, autre).map(d => [d.libelle, d.avant, d.apres])).toEqual([
    ['Emprise', 'ouest 8,53, sud 41,33, est 9,56, nord 43,03', 'rien'],
    ['Compte sans visite', '36\u00a0mois', '24\u00a0mois'],
  ])
  expect(guichetSchema.safeParse(autre).success).toBe(true)
})

describe('ce qui se tape', () => {
  it('un SIRET dont un chiffre est faux est dit faux, et se lit avec ou sans espaces', () => {
    expect(refus('attribuant.siret', '000 200 014 00018')).toContain('sa clé est fausse')
    expect(refus('attribuant.siret', '123')).toContain('14 chiffres')
    for (const s of ['00020001400017', '000 200 014 00017', '000\u00a0200\u00a0014\u00a000017'])
      expect(lire('attribuant.siret', s)).toEqual({ ok: true, value: '00020001400017' })
  })

  it('une durée sous ce que demande la loi est refusée avec sa source, une durée sans fin aussi', () => {
    expect(refus('conservation.dossiersAns', '9')).toMatch(/^10\u00a0ans au moins\u00a0: .*651\/2014, article 12/)
    expect(refus('conservation.refusesAns', '4')).toMatch(/^5\u00a0ans au moins\u00a0: .*68-1250/)
    expect(refus('conservation.brouillonsMois', '2')).toContain('3\u00a0mois au moins')
    expect(refus('conservation.comptesMois', '120')).toContain('60\u00a0mois au plus')
    for (const s of ['', 'dix', '10,5', '-3', '1e3', '99999']) expect(refus('conservation.dossiersAns', s), s).toContain('en chiffres')
  })

  it.each([
    'pas une adresse',
    'a@b.example, c@d.example',
    'Guichet <a@b.example>',
    'a@b.example\nBcc: c@d.example',
    `${'a'.repeat(260)}@b.example`,
  ])('« %j » n’est pas un expéditeur', saisi => {
    expect(refus('courriels.expediteur', saisi)).toContain('une adresse')
    expect(refus('temoinsDuJournal', saisi.replaceAll('\n', ' '))).toBeDefined()
  })

  it.each([
    'http://annuaire.example',
    'https://127.0.0.1',
    'https://2130706433',
    'https://0x7f.1/',
    'https://10.0.0.8',
    'https://169.254.169.254/latest',
    'https://[::1]',
    'https://[::ffff:10.0.0.1]',
    'https://localhost',
    'https://base',
    'https://base.internal',
    'https://nom:secret@annuaire.example',
    'https://annuaire.example/?cle=secret',
    'ftp://annuaire.example',
    'https:/annuaire.example',
  ])('« %s » n’est pas l’adresse d’un annuaire', saisi => {
    expect(refus('annuaire.adresse', saisi)).toBeDefined()
  })
  it('l’annuaire est public, ou permis par l’installation', () => {
    for (const s of ['https://recherche-entreprises.api.gouv.fr', 'http://annuaire.interne.example:8080/v1'])
      expect(lire('annuaire.adresse', s)).toEqual({ ok: true, value: s })
    expect(refus('annuaire.adresse', 'http://annuaire.interne.example:9090')).toBeDefined()
  })

  // seen to fail: a guichet could be named by spaces of no width, and no page said its name any more
  it('un nom que personne ne voit n’est pas un nom, et un autre signe de fin de ligne en est un', () => {
    for (const rien of ['\u200b\u200b', '\u2060', '\ufeff', '\u0301']) {
      expect(refus('nom', rien), JSON.stringify(rien)).toBe('Remplissez ce champ')
      expect(lire('blocMarque', `Préfet\n${rien}`)).toEqual({ ok: true, value: ['Préfet'] })
    }
    for (const fin of ['\u2028', '\u2029', '\u0085']) {
      expect(refus('service.nom', `Service${fin}Bcc`), JSON.stringify(fin)).toContain('une seule ligne')
      expect(lire('blocMarque', `Préfet${fin}de Corse`)).toEqual({ ok: true, value: ['Préfet', 'de Corse'] })
    }
  })

  it('le nom court ne se change pas, un nom tient sur une ligne', () => {
    expect(lire('slug', 'autre').ok).toBe(false)
    expect(refus('nom', 'Deux\nlignes')).toContain('une seule ligne')
    expect(refus('nom', 'n'.repeat(81))).toContain('80')
    expect(refus('blocMarque', 'a\nb\nc\nd\ne')).toContain('4\u00a0lignes')
    expect(lire('blocMarque', '')).toEqual({ ok: true, value: null })
    expect(refus('territoire.emprise', '9 ; 41 ; 8 ; 43')).toContain('L’ouest')
    expect(refus('territoire.departements', '2C')).toContain('2C')
    expect(refus('theme', 'constructor')).toBeDefined()
  })
})
