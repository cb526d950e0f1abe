import { describe, expect, it } from 'vitest'
import { SEUL } from '../../test/appels/declare.ts'
import { sansInsecables } from '../../test/appels/jouer.ts'
import { OPERATION_COLLECTIVE } from '../../test/appels/operation-collective.ts'
import { fautesDe, reglesDe } from '../../test/appels/varier.ts'
import type { Faits, LigneDeTableau } from '../verdicts/index.ts'

const OPERATION = { source: OPERATION_COLLECTIVE }
const { appel, verdict, verdicts } = reglesDe(OPERATION)

const ligne = (rang: number, valeurs: LigneDeTableau['valeurs'], illisibles: string[] = []): LigneDeTableau => ({
  ligne: `ligne00${rang}`,
  rang,
  valeurs,
  illisibles,
})
const menuiserie = ligne(1, { nom: 'Menuiserie des Trois Ponts', siren: '000204313', taille: 'tpe', depense: 1_240_000 })
const scierie = ligne(2, { nom: 'Scierie de la forêt haute', siren: '000449157', taille: 'pe', depense: 3_850_000 })
const transports = ligne(3, { nom: 'Transports du Rizzanese', siren: '000816470', taille: 'me', depense: 5_200_000 })
const moulin = ligne(4, { nom: 'Moulin à huile de Levie', siren: '001033844', depense: 1_690_000 })
const faits = (entreprises: readonly LigneDeTableau[] | undefined): Faits => ({
  instant: new Date('2027-03-10T10:00:00Z'),
  structure: { nom: 'CC de l’Alta Rocca', type: 'syndicat', region: '24', population: 5000 },
  volet: 'pret',
  actions: ['tablettes'],
  montants: { aide: 1_000_000, part: 100_000, autres: 0 },
  depenses: { equipements: 1_100_000 },
  partenaires: { nombre: 12, valides: 12 },
  reponses: { nombre_equipements: 100, date_debut: '2027-04-01', date_fin: '2027-09-01', deja_servie: false },
  pieces: ['etude'],
  autres: SEUL,
  ...(entreprises ? { tableaux: { entreprises } } : {}),
})
const dit = (regle: string, lignes: readonly LigneDeTableau[] | undefined, usage?: 'simulateur') => {
  const v = verdict(regle, faits(lignes), usage)
  return `${v?.resultat}\u00a0: ${v?.explication}`.replaceAll('\u00a0', ' ')
}

describe('ce que des règles lisent d’un tableau', () => {
  it('l’aide de chaque ligne se calcule par sa taille et son plafond, et se totalise', () => {
    // 12 400 € à 70 % : 8 680 € ; 38 500 € à 60 % : 23 100 € ; 52 000 € à 50 %, plafonnée à 25 000 €
    expect(dit('plafond-operation', [menuiserie, scierie, transports])).toBe('respectee : 3 entreprises, 56 780 €.')
    expect(dit('petites', [menuiserie, scierie, transports])).toBe('respectee : 1 petite entreprise, la plus aidée reçoit 25 000 €.')
    expect(dit('petites', [scierie, transports])).toBe('attention : Aucune petite entreprise. N’empêche pas de déposer.')
  })

  it('une ligne incomplète n’est jamais zéro : le total attend, et dit laquelle et quoi', () => {
    expect(dit('plafond-operation', [menuiserie, scierie, moulin])).toBe(
      'a_completer : Il manque : ligne 4, Moulin à huile de Levie : « Taille ».',
    )
    expect(dit('petites', [menuiserie, moulin])).toBe('a_completer : Il manque : ligne 4, Moulin à huile de Levie : « Taille ».')
  })

  it('dans le simulateur, et tant qu’aucune ligne n’est là, c’est « à compléter »', () => {
    expect(dit('plafond-operation', undefined, 'simulateur')).toContain('a_completer')
    expect(dit('depense-par-entreprise', undefined, 'simulateur')).toBe('a_completer : Il manque : « Entreprises ».')
    expect(dit('plafond-operation', [])).toBe('a_completer : Il manque : « Entreprises ».')
    // before: without a line, « each company spends enough » was said
    expect(dit('depense-par-entreprise', [])).toBe('a_completer : Il manque : « Entreprises ».')
  })

  it('le contrôle d’une ligne la nomme, au porteur comme au service, et mène à sa cellule', () => {
    const petite = ligne(2, { nom: 'Garage de la Rocade', siren: '001129063', taille: 'tpe', depense: 430_000 })
    const v = verdict('depense-par-entreprise', faits([menuiserie, petite]))!
    expect(v.resultat).toBe('non_respectee')
    expect(v.explication).toBe('Ligne 2, Garage de la Rocade : la dépense de Garage de la Rocade est de 4 300 €, il manque 700 €.')
    expect(v.constat).toBe('Ligne 2, Garage de la Rocade : la dépense est de 4 300 €, sous 5 000 €.')
    expect(v.champ).toBe('entreprises.ligne002.depense')
    expect(v.lignes).toMatchObject([{ tableau: 'entreprises', ligne: 'ligne002', rang: 2, resultat: 'non_respectee' }])
    expect(dit('depense-par-entreprise', [menuiserie, scierie])).toBe('respectee : Chaque entreprise dépense au moins 5 000 €.')
  })

  it('de plusieurs lignes fausses, les trois premières sont dites et les autres comptées ; la plus grave d’abord', () => {
    const petites = Array.from({ length: 5 }, (_, i) => ligne(i + 1, { nom: `Atelier ${i + 1}`, depense: 100_000, taille: 'tpe' }))
    expect(dit('depense-par-entreprise', petites)).toMatch(/Ligne 1, Atelier 1 : .*Ligne 3, Atelier 3 : .*De même pour 2 autres lignes\.$/)
    const grosse = ligne(6, { nom: 'Usine', depense: 20_000_000, taille: 'me' })
    expect(dit('depense-par-entreprise', [grosse])).toBe('a_verifier : Ligne 6, Usine : 200 000 € de dépense, à vérifier.')
    expect(verdict('depense-par-entreprise', faits([grosse, petites[0]!]))?.resultat).toBe('non_respectee')
  })

  it('deux fois le même SIREN : la seconde ligne est dite, et son aide n’est pas comptée', () => {
    const double = { ...scierie, ligne: 'ligne009', rang: 9, valeurs: { ...scierie.valeurs, siren: '000204313' } }
    const v = verdict('tableau-entreprises-siren', faits([menuiserie, double]))!
    expect([v.resultat, v.bloquant, v.champ]).toEqual(['non_respectee', true, 'entreprises.ligne009.siren'])
    expect(v.explication).toContain('répète la ligne 1')
    expect(dit('plafond-operation', [menuiserie, double])).toContain('le doublon de la ligne 1 à corriger')
    expect(verdict('tableau-entreprises-siren', faits([menuiserie, scierie]))?.resultat).toBe('respectee')
  })

  it('des rangs se suivent de 1 en 1 : deux fois le même, ou un trou, se dit avec les lignes ; « priorite » se lit dans une règle', () => {
    const colonne = '              - { code: priorite, type: rang, libelle: Priorité }\n'
    const { verdict: juger } = reglesDe({
      ...OPERATION,
      remplacer: [['              - { code: nom,', `${colonne}              - { code: nom,`]],
    })
    const rangees = (...rangs: number[]) =>
      faits(rangs.map((priorite, i) => ligne(i + 1, { ...menuiserie.valeurs, siren: `${i}`, priorite })))
    const dire = (...rangs: number[]) => {
      const v = juger('tableau-entreprises-priorite', rangees(...rangs))!
      return `${v.resultat} ${v.explication} ${v.champ}`
    }
    expect(dire(2, 1, 3)).toBe('respectee Rangs de 1 à 3. entreprises')
    expect(dire(1, 2, 2)).toBe('non_respectee Les lignes 2 et 3 ont le même rang, 2. entreprises.ligne003.priorite')
    expect(dire(1, 4, 2)).toBe('non_respectee Aucune ligne n’a le rang 3 ; la ligne 2 a le rang 4. entreprises.ligne002.priorite')
  })

  it('moins de lignes que le minimum : à compléter, avec ce qui manque', () => {
    expect(dit('tableau-entreprises-lignes', [menuiserie])).toBe('a_completer : 1 ligne, sur 2 au moins : il en manque 1.')
    expect(dit('tableau-entreprises-lignes', [menuiserie, scierie])).toBe('respectee : 2 lignes, pour 2 au moins.')
  })

  it('une cellule facultative laissée vide ne manque pas ; une cellule illisible manque, et ne vaut jamais zéro', () => {
    const illisible = { ...scierie, valeurs: { nom: 'Scierie', siren: '000449157', taille: 'pe' }, illisibles: ['depense'] }
    expect(dit('plafond-operation', [menuiserie, illisible])).toContain('ligne 2, Scierie : « Dépense HT »')
    expect(
      verdicts(faits([menuiserie, scierie]))
        .filter(v => v.bloquant)
        .map(v => v.regle),
    ).toEqual(['completude-entreprises'])
  })

  it('la page publique, le formulaire et les règles parlent du même tableau', () => {
    expect(appel.formulaires[0]!.etapes.flatMap(e => e.questions.filter(q => q.type === 'tableau').map(q => q.id))).toEqual(['entreprises'])
  })
})

describe('une faute dans un tableau dit où, et quoi faire', () => {
  const CALCUL = 'calcul: "min(plafond par entreprise ; arrondi inférieur (depense * taux entreprise))"'
  it.each([
    ['une colonne deux fois', '{ code: siren, type: siren', '{ code: nom, type: siren', '« nom » est déjà pris plus haut dans ce tableau'],
    [
      'un doublon sur une colonne qui n’existe pas',
      'unique: siren',
      'unique: siret',
      '« siret » n’est pas le code d’une colonne que l’on remplit : nom, siren',
    ],
    ['un minimum au-dessus du maximum', 'lignes_min: 2', 'lignes_min: 41', 'lignes_min : Plus que « lignes_max », qui est 40'],
    ['ni type ni calcul', CALCUL, 'aide: Calculée', '« type » pour une colonne que l’on remplit, « calcul » pour une colonne calculée'],
    ['un type inconnu', 'type: siren,', 'type: siern,', 'type'],
    ['un nom réservé', '{ code: nom,', '{ code: nombre,', '« nombre »'],
    ['une colonne qui n’existe pas', 'depense * taux', 'depenses_ht * taux', '« depenses_ht » n’existe pas'],
    ['des fractions de centime', 'arrondi inférieur (depense * taux entreprise)', 'depense * taux entreprise', 'fractions de centime'],
    [
      'une somme d’un code',
      'somme entreprises . aide_calculee',
      'somme entreprises . taille',
      '« somme » additionne des montants ou des nombres',
    ],
    [
      'une somme d’une colonne inconnue',
      'somme entreprises . aide_calculee',
      'somme entreprises . aide_calculée',
      'vouliez-vous dire « aide_calculee »',
    ],
    ['une somme sans colonne', 'somme entreprises . aide_calculee', 'somme entreprises', '« somme » va avec une colonne'],
    [
      'une colonne lue hors de sa ligne',
      'somme entreprises . aide_calculee',
      'entreprises . aide_calculee',
      'change à chaque ligne : écrivez par exemple « somme entreprises . aide_calculee »',
    ],
    [
      'un barème de ligne lu hors de sa ligne',
      'somme entreprises . aide_calculee',
      'taux entreprise * 5 €',
      'change à chaque ligne de « entreprises »',
    ],
    ['une condition qui n’en est pas une', "où taille = 'tpe'", 'où depense', '« où » est suivi d’une condition'],
    ['un code inconnu dans une condition', "où taille = 'tpe'", "où taille = 'pme'", '« pme » n’est pas un code possible'],
    ['un total dans une colonne', 'calcul: taux entreprise', 'calcul: nombre entreprises', 'une colonne ne lit que sa ligne'],
    [
      'une règle d’un tableau inconnu',
      'tableau: entreprises\n',
      'tableau: entreprise\n',
      'Le tableau « entreprise » n’existe pas dans cet appel ; vouliez-vous dire « entreprises »',
    ],
    ['une règle de ligne sur une autre colonne', 'champ: depense\n', 'champ: cout\n', 'La colonne « cout » n’existe pas'],
    [
      'une colonne au nom d’un fait',
      '{ code: deja_aidee,',
      '{ code: deja_servie,',
      'est déjà le nom d’un fait, d’une question ou d’un paramètre',
    ],
  ] as const)('%s', (_, avant, apres, attendu) => {
    const fautes = fautesDe({ ...OPERATION, remplacer: [[avant, apres]] }).join('\n')
    if (attendu === undefined) expect(fautes).toBe('')
    else expect(sansInsecables(fautes)).toContain(attendu)
  })

  it('un tableau que sa page ne porterait pas est refusé, avec ce qu’il admet : 1 200 cellules, et 1 800 dans une étape', () => {
    const lettres = ['a', 'b', 'c']
    const plus = lettres.map(c => `              - { code: plus_${c}, type: nombre, libelle: ${c} }\n`).join('')
    const large = (max: number) =>
      fautesDe({
        ...OPERATION,
        remplacer: [
          ['            colonnes:\n', `            colonnes:\n${plus}`],
          ['lignes_max: 40', `lignes_max: ${max}`],
        ],
      })
    expect(large(150)).toEqual([])
    expect(large(151).join()).toContain('1200 cellules à remplir au plus : avec 8 colonnes, 150 lignes')
    const second =
      '          - { id: sites, type: tableau, libelle: Sites, lignes_max: 200, colonnes: [{ code: n, type: nombre, libelle: N }, { code: m, type: nombre, libelle: M }, { code: o, type: nombre, libelle: O }, { code: p, type: nombre, libelle: P }] }\n'
    const deux = fautesDe({
      ...OPERATION,
      remplacer: [
        ['lignes_max: 40', 'lignes_max: 200'],
        ['          - { id: animation,', `${second}          - { id: animation,`],
      ],
    })
    expect(deux).toEqual([])
    const encore = second.replace('libelle: P }]', 'libelle: P }, { code: q, type: nombre, libelle: Q }]')
    const remplacer: [string, string][] = [
      ['lignes_max: 40', 'lignes_max: 200'],
      ['          - { id: animation,', `${encore}          - { id: animation,`],
    ]
    expect(fautesDe({ ...OPERATION, remplacer }).join()).toContain('ont 2000 cellules à remplir : 1800 au plus, ou une étape de plus')
    const trop = fautesDe({ ...OPERATION, remplacer: [['lignes_max: 40', 'lignes_max: 201']] })
    expect(trop.join()).toContain('un nombre entier de 1 à 200')
  })

  it('les clés d’un tableau ne vont avec aucun autre type', () => {
    expect(
      fautesDe({
        ...OPERATION,
        remplacer: [['type: oui_non, libelle: Une personne', 'type: oui_non, lignes_min: 2, libelle: Une personne']],
      }),
    ).toEqual([expect.stringContaining('« lignes_min » va avec le type « tableau »')])
  })

  it('un appel écrit avant garde ses noms : « où » n’y est un mot que s’il n’est le nom de rien', () => {
    const regles = reglesDe({
      parametres: 'lieu où construire: { type: nombre, valeur: 3 }',
      calculs: 'double: { formule: lieu où construire * 2 }',
    })
    expect(regles.appel.calculs.double).toBeDefined()
  })
})
