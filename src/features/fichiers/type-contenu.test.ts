import { describe, expect, test } from 'vitest'
import { dispositionContenu, nettoyerNom, nommer } from './nom-fichier.ts'
import * as e from './test/echantillons.ts'
import { lireContenu, QUEUE, TETE, typeContenu } from './type-contenu.ts'

const lire = (b: Buffer) => lireContenu(b.subarray(0, TETE), b.subarray(-QUEUE))

describe('Un fichier est reconnu à son contenu', () => {
  test.for([
    ['pdf', e.PDF],
    ['pdf', Buffer.concat([Buffer.from('\ufeff\n'), e.PDF])],
    ['odt', e.ODT],
    ['ods', e.ODS],
    ['docx', e.DOCX],
    ['xlsx', e.XLSX],
    ['png', e.PNG],
    ['jpg', e.JPEG],
    ['zip', e.ZIP],
  ] as const)('%s', ([type, octets]) => {
    expect(lire(octets).type).toBe(type)
  })

  test.for([
    ['une page web', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
    ['une page web', Buffer.from('  <!-- %PDF-1.7 -->\n<html><body>')],
    ['un dessin SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['un programme', Buffer.from('MZ\x90\0\x03\0\0\0')],
    ['un programme', Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['un programme', e.zip({ 'META-INF/MANIFEST.MF': 'Main-Class: A', 'A.class': 'x' })],
    ['un document Office d’ancien format (.doc, .xls)', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['un document Office avec des macros', e.DOCM],
    ['un document OpenDocument d’un autre genre', e.ODP],
    ['une archive incomplète', e.DOCX.subarray(0, 5000)],
    ['une image AVIF', Buffer.from('\0\0\0\x18ftypavif\0\0\0\0')],
    ['un fichier texte', Buffer.from('Délibération du conseil municipal\n')],
    [undefined, Buffer.from([0, 1, 2, 3])],
    [undefined, Buffer.alloc(0)],
  ] as const)('%s n’est pas gardé', ([nature, octets]) => {
    const { type, nature: lue } = lire(octets)
    expect([type, lue]).toEqual([undefined, nature])
  })

  test('le début d’un PDF ne suffit pas s’il vient après autre chose', () => {
    expect(typeContenu(Buffer.from('GIF89a %PDF-1.7'))).toBeUndefined()
  })
})

describe('Un nom de fichier est une donnée, jamais un chemin', () => {
  test.for([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Bureau\\délibération.pdf', 'délibération.pdf'],
    ['pièce à joindre – été.pdf', 'pièce à joindre – été.pdf'],
    ['de\u0301libe\u0301ration.pdf', 'délibération.pdf'],
    ['budget\u202efdp.exe', 'budgetfdp.exe'],
    ['a\r\nSet-Cookie: x\0.pdf', 'aSet-Cookie: x.pdf'],
    ['..', ''],
    ['.htaccess', 'htaccess'],
    ['\ud800casse.pdf', 'casse.pdf'],
  ])('« %s » devient « %s »', ([brut, net]) => {
    expect(nettoyerNom(brut!)).toBe(net)
  })

  test('il garde son extension, en reçoit une s’il n’en a pas, et reste court', () => {
    expect(nommer('Budget.PDF', 'pdf')).toBe('Budget.PDF')
    expect(nommer('photo.jpeg', 'jpg')).toBe('photo.jpeg')
    expect(nommer('délib. du 26.07', 'pdf')).toBe('délib. du 26.07.pdf')
    expect(nommer('facture.exe', 'pdf')).toBe('facture.exe.pdf')
    expect(nommer('', 'pdf')).toBe('fichier.pdf')
    expect(nommer('CON.pdf', 'pdf')).toBe('fichier-CON.pdf')
    expect(nommer('lpt1.tout.pdf', 'pdf')).toBe('fichier-lpt1.tout.pdf')
    expect(nommer('console.pdf', 'pdf')).toBe('console.pdf')
    expect(nommer(`${'é'.repeat(300)}.pdf`, 'pdf')).toBe(`${'é'.repeat(146)}.pdf`)
    expect(nommer(`${'a'.repeat(145)}😀😀.pdf`, 'pdf')).toBe(`${'a'.repeat(145)}.pdf`)
  })

  test('le navigateur retrouve les accents, et un vieux logiciel un nom lisible', () => {
    expect(dispositionContenu('pièce à joindre – l’été (1).pdf')).toBe(
      `attachment; filename="piece a joindre _ l_ete _1_.pdf"; filename*=UTF-8''pi%C3%A8ce%20%C3%A0%20joindre%20%E2%80%93%20l%E2%80%99%C3%A9t%C3%A9%20%281%29.pdf`,
    )
    expect(dispositionContenu('a"b.pdf', { inline: true })).toBe(`inline; filename="a_b.pdf"; filename*=UTF-8''a%22b.pdf`)
  })
})
