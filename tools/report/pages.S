# The built pages of tools/web, as they stand. Between begin and end of each lie its bytes.
    .section .rodata
    .global detente_report_page_begin
    .global detente_report_page_end
    .global detente_explorer_page_begin
    .global detente_explorer_page_end
detente_report_page_begin:
    .incbin DETENTE_REPORT_PAGE
detente_report_page_end:
detente_explorer_page_begin:
    .incbin DETENTE_EXPLORER_PAGE
detente_explorer_page_end:
    .section .note.GNU-stack, "", %progbits
