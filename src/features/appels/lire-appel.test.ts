import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { chargerAppel, sansInsecables } from '../../test/appels/jouer.ts'
import { lireAppel } from './lire-appel.ts'

const FICHIER = 'appels/itn7-axe3-corse-2021/appel.yml'
const source = readFileSync(FICHIER, 'utf8')
/** The mistakes found once `avant` is replaced, as « ligne champ : message ». */
function fautes(avant: string, apres: string) {
  expect(source).toContain(avant)
  const lu = lireAppel(source.replace(avant, apres), FICHIER)
  return lu.ok ? [] : lu.error.map(e => ({ ligne: e.ligne, texte: sansInsecables(`${e.champ} : ${e.message}`) }))
}
const ligneDe = (extrait: string) => source.slice(0, source.indexOf(extrait)).split('\n').length

// Seen to fail: with any text that begins with « / » or « https:// ».
test.each(['//autre.example', '/\\autre.example', 'https://info.gouv.fr@autre.example', 'javascript:alert(1)', 'http://autre.example'])(
  '« %s » n’est le lien d’aucun appel',
  lien => {
    const avant = 'adresse: "https://www.collectivites-locales.gouv.fr"'
    expect(fautes(avant, `adresse: '${lien}'`).map(f => f.texte)).toEqual([
      expect.stringContaining('une adresse qui commence par https://, sans nom ni mot de passe, ou un chemin de ce site'),
    ])
    expect(fautes('    lien: https://www.collectivites-locales.gouv.fr', `    lien: '${lien}'`)).toHaveLength(1)
  },
)

describe('L’appel ITN 7', () => {
  const appel = chargerAppel(FICHIER)

  test('porte chaque clause de C1.1 à C5.11', () => {
    const suite = (chapitre: number, n: number) => Array.from({ length: n }, (_, i) => `C${chapitre}.${i + 1}`)
    const attendues = [
      ...suite(1, 3),
      ...suite(2, 7),
      ...suite(3, 5),
      ...suite(4, 4),
      ...suite(5, 11),
      ...[...'abcdef'].map(l => `C5.5 ${l}`),
    ]
    expect(attendues.filter(c => !(c in appel.clauses))).toEqual([])
  })

  test('garde les chiffres de la source : 88 M€, 30, 24 et 34 M€, 794 000 €, 5 000 €', () => {
    const { programme, parametres } = appel
    expect([programme.montant, ...programme.autres_axes.map(a => a.montant), programme.axe?.montant]).toEqual([
      8_800_000_000, 3_000_000_000, 2_400_000_000, 3_400_000_000,
    ])
    expect([appel.enveloppes[0]?.montant, parametres['coût minimal']?.valeur, parametres['taux maximal']?.valeur]).toEqual([
      79_400_000, 500_000, 1,
    ])
  })

  // seen to fail when minutes are no unit
  test('s’écrit en typographie française, quel que soit le clavier', () => {
    expect(appel.simulateur.duree).toBe('3\u00a0minutes, sans compte')
    expect(appel.accroche).toContain('agents\u202f? L’État peut en payer jusqu’à 100\u00a0%')
    expect(JSON.stringify([appel.clauses, appel.volets, appel.natures, appel.pieces, appel.engagements, appel.regime])).not.toMatch(
      /\p{L}'\p{L}| [;!?»]|« /u,
    )
  })
})

describe('Une erreur dans un appel est nommée, à sa ligne', () => {
  test.for<[string, string, string, string]>([
    [
      'une clé inconnue',
      'accroche: Vous',
      'acroche: Vous',
      'acroche : La clé « acroche » n’existe pas ici ; vouliez-vous dire « accroche » ?',
    ],
    ['une clé oubliée', 'code_dossier: ITN7\n', '', 'code_dossier : La clé « code_dossier » manque ; on attend'],
    [
      'un montant illisible',
      'montant: 794 000 €',
      'montant: 794k€',
      'enveloppes › corse › montant : On attend un montant en euros, par exemple 5 000 €, on trouve « 794k€ » : écrivez « 794 000 € ».',
    ],
    ['un montant négatif', 'montant: 794 000 €', 'montant: -5', 'on trouve « -5 »'],
    [
      'une heure impossible',
      'cloture: 2021-09-17 23:59:59',
      'cloture: 2021-09-17 24:59:59',
      'calendrier › vagues › unique › cloture : On attend une date et une heure de Paris',
    ],
    [
      'une heure qui n’existe pas',
      'ouverture: 2021-07-01 00:00:00',
      'ouverture: 2021-03-28 02:30:00',
      'On attend une date et une heure de Paris',
    ],
    [
      'une clôture avant l’ouverture',
      'cloture: 2021-09-17 23:59:59',
      'cloture: 2021-06-17 23:59:59',
      'On attend une clôture postérieure à l’ouverture',
    ],
    ['un type de question inconnu', 'type: oui_non\n', 'type: ouinon\n', 'on trouve « ouinon » ; vouliez-vous dire « oui_non » ?'],
    ['un taux sans %', 'part_max: 10 %', 'part_max: 0.1', 'natures › licence_hors_ue › part_max : On attend un taux, par exemple 35 %'],
    [
      'une clause inconnue',
      'clauses: [C5.1]',
      'clauses: [C5.12]',
      'comite › clauses › 1 : La clause « C5.12 » n’existe pas dans cet appel ; vouliez-vous dire « C5.1',
    ],
    [
      'un volet inconnu',
      'volets: [volet_4]\n',
      'volets: [volet_5]\n',
      'formulaires › volet_4 › volets › 1 : Le volet « volet_5 » n’existe pas',
    ],
    [
      'une étape inconnue',
      '    etape: methode\n    champ: feuille_de_route\n',
      '    etape: feuille\n    champ: feuille_de_route\n',
      'regles › feuille-de-route › etape : L’étape « feuille » n’existe pas',
    ],
    ['un champ inconnu', 'champ: date_resultats', 'champ: date_resultat', 'Le champ « date_resultat » n’existe pas'],
    [
      'une question inconnue du simulateur',
      'question: date_resultats, libelle',
      'question: date_result, libelle',
      'simulateur › ecrans › resultats › question : La question « date_result » n’existe pas',
    ],
    [
      'une formule sans €',
      'coût global >= coût minimal',
      'coût global >= 5000',
      'regles › cout-minimal › controles › 1 › formule : « >= » compare un montant (5 000 €) et un nombre : écrivez « 5 000 € » (caractère 13).',
    ],
    [
      'un nom inconnu dans une phrase',
      'Il manque {coût minimal - coût global}',
      'Il manque {coût minimum - coût global}',
      'controles › 1 › phrase : « coût minimum » n’existe pas ; vouliez-vous dire « coût minimal » ?',
    ],
    ['une accolade oubliée', 'Il manque {coût minimal - coût global}', 'Il manque {coût minimal - coût global', 'accolade'],
    [
      'un calcul qui tourne en rond',
      'formule: taux maximal * coût global',
      'formule: aide maximale * 2',
      '« aide maximale » se cite lui-même',
    ],
    ['un calcul sans arrondi', 'coût global, arrondi: centime_inferieur, clauses', 'coût global, clauses', 'fractions de centime'],
    ...['titre', 'volet', 'actions', 'aide', 'aide_minimale', 'part', 'autres', 'depenses_prevues', 'depenses', 'lots', 'jalons'].map(
      (id): [string, string, string, string] => [
        `une question qui prend le nom d’un champ du dossier, ${id}`,
        'id: pilotage\n',
        `id: ${id}\n`,
        `« ${id} » est déjà le nom d’un champ du dossier : donnez un autre id à la question.`,
      ],
    ),
    ['un document que le site ne fait pas', 'genere: modele_deliberation', 'genere: trame_budget', 'on trouve « trame_budget »'],
    ['un document posé en fichier', 'genere: modele_deliberation', 'fichier: modele.odt', 'La clé « fichier » n’existe pas ici'],
    ['deux fois le même code', 'code: formation\n', 'code: prestation\n', 'natures › prestation › code : « prestation » est déjà pris'],
    [
      'un volet sans contact',
      'volets: [volet_4], courriel',
      'volets: [volet_3], courriel',
      'contacts : Aucun contact pour le volet « volet_4 » dans le département 2A',
    ],
    [
      'un écran de type inconnu',
      'type: ressources',
      'type: resources',
      'On attend une de ces valeurs : structure, volet_actions, ressources, depenses, question, partenaires, on trouve « resources » ; vouliez-vous dire « ressources » ?',
    ],
  ])('%s', ([, avant, apres, message]) => {
    const trouvees = fautes(avant, apres)
    expect(trouvees.map(f => f.texte).join('\n')).toContain(message)
  })

  test('une question posée à l’auteur finit par « ? », sans point', () => {
    expect(fautes('accroche: Vous', 'acroche: Vous').find(f => f.texte.startsWith('acroche'))?.texte).toMatch(/« accroche » \?$/)
    expect(fautes('type: oui_non\n', 'type: ouinon\n')[0]?.texte).toMatch(/« oui_non » \?$/)
  })

  test('la ligne est celle de la faute', () => {
    expect(fautes('montant: 794 000 €', 'montant: beaucoup')[0]?.ligne).toBe(ligneDe('montant: 794 000 €'))
    expect(fautes('accroche: Vous', 'acroche: Vous').find(f => f.texte.startsWith('acroche'))?.ligne).toBe(ligneDe('accroche: Vous'))
    expect(fautes("urbanisme != 'tout'", "urbanisme != 'tous'")[0]?.ligne).toBe(ligneDe("urbanisme != 'tout'"))
  })

  test.for<[string, string, string]>([
    ['une clé en double', `${source}\ntitre: Encore\n`, 'Cette clé est déjà là plus haut'],
    ['une tabulation', 'slug: a\n\ttitre: b', 'espaces'],
    ['un guillemet oublié', 'titre: "abc', 'guillemet'],
    ['un fichier vide', '', 'ne contient pas un appel'],
    ['une liste', '- a', 'ne contient pas un appel'],
    ['un fichier énorme', `titre: ${'a'.repeat(600_000)}`, 'dépasse 512'],
    ['un emboîtement sans fin', '['.repeat(100_000), ''],
    [
      'une bombe de renvois',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]`,
      'renvoie à lui-même',
    ],
    ['une étiquette', 'titre: !!js/function "x"', 'étiquettes'],
  ])('%s se dit en une phrase', ([, texte, message]) => {
    const lu = lireAppel(texte, 'appel.yml')
    expect(lu.ok).toBe(false)
    if (!lu.ok) {
      expect(lu.error[0]?.message).toContain(message)
      expect(
        lu.error.every(e => /^\p{Lu}|^«/u.test(e.message) && e.message.endsWith('.') && !/Invalid|expected|Expected/.test(e.message)),
      ).toBe(true)
    }
  })
})

describe('npm run appel:verifier', () => {
  const lancer = (fichier: string) => {
    try {
      return {
        code: 0,
        sortie: execFileSync(process.execPath, ['scripts/appel-verifier.ts', fichier], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      }
    } catch (e) {
      const { status, stderr } = e as { status: number; stderr: string }
      return { code: status, sortie: stderr }
    }
  }
  test('résume un appel juste', () => {
    const { code, sortie } = lancer(FICHIER)
    expect([code, sortie.includes('37 clauses, 4 volets, 1 vague, 2 formulaires')]).toEqual([0, true])
  })
  test('refuse un fichier qui n’est pas un appel, et un fichier absent', () => {
    expect(lancer('package.json').code).toBe(1)
    expect(lancer('absent.yml').code).toBe(2)
  })
})
